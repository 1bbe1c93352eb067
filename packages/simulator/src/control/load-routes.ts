import { z } from 'zod';

import { getBot } from './resolve.ts';
import { notFound } from './control-error.ts';
import { route, type ControlRoute } from './route.ts';
import { findPreset, LIMIT_PRESETS } from '../load/limits.ts';
import type { FloodControl } from '../load/flood-control.ts';
import { clockChange, empty, id, limitsChange, newFault, ref } from './schemas.ts';

export const loadRoutes: readonly ControlRoute[] = [
  route('GET', '/_sim/clock', 'The simulated time', empty, ({ world }) => world.clock.state()),
  route('POST', '/_sim/clock', 'Freeze, move or speed the simulated time', clockChange, ({ world }, input) => {
    const state = world.clock.set(input);
    world.events.emit('clock', { kind: 'everybody' }, () => ({ ...state }));
    return state;
  }),
  route('GET', '/_sim/faults', 'Faults that are ordered', empty, ({ faults }) => ({ faults: faults.list() })),
  route('POST', '/_sim/faults', 'Order a fault', newFault, ({ faults, world }, input) => {
    const bot = input.bot === undefined ? undefined : getBot(world, input.bot).id;
    const faultId = faults.add({ ...input, bot });
    world.events.emit('fault', { kind: 'everybody' }, () => ({ id: faultId }));
    return { id: faultId };
  }),
  route('DELETE', '/_sim/faults', 'Clear one fault, or all', z.object({ id: id.optional() }), ({ faults }, input) => {
    if (input.id === undefined) faults.clear();
    else if (!faults.remove(input.id)) throw notFound(`there is no fault ${input.id}`);
    return { cleared: true };
  }),
  route('GET', '/_sim/limits', 'The rates of sending, and the buckets that are not full', empty, ({ flood }) =>
    describeLimits(flood),
  ),
  route('GET', '/_sim/limits/buckets', 'The buckets that are not full', empty, ({ flood }) => ({
    buckets: flood.listBuckets(),
  })),
  route('POST', '/_sim/limits', 'Change the rates of sending', limitsChange, ({ flood, world }, input) => {
    const limits = input.preset === undefined ? flood.limits : LIMIT_PRESETS[input.preset];
    flood.limits = {
      enforced: input.enforced ?? limits.enforced,
      per_bot_per_s: input.per_bot_per_s ?? limits.per_bot_per_s,
      per_chat_per_s: input.per_chat_per_s ?? limits.per_chat_per_s,
      burst: input.burst ?? limits.burst,
      group_per_min: input.group_per_min ?? limits.group_per_min,
      at_once_per_chat: input.at_once_per_chat ?? limits.at_once_per_chat,
    };
    flood.reset();
    world.events.emit('limits', { kind: 'everybody' }, () => ({ ...flood.limits }));
    return describeLimits(flood);
  }),
  route('GET', '/_sim/stats', 'Counts of calls and updates', z.object({ bot: ref.optional() }), (context, input) => {
    const { world, stats, counters } = context;
    const botId = input.bot === undefined ? undefined : getBot(world, input.bot).id;
    const bots = botId === undefined ? [...world.store.tables.bot.values()].map((bot) => bot.id) : [botId];
    const sum = { queued: 0, delivered: 0, expired: 0, sent: 0, failed: 0 };
    for (const one of bots) {
      const count = counters.of(one);
      sum.queued += world.queueOf(one).length;
      sum.delivered += count.delivered;
      sum.expired += count.expired;
      sum.sent += count.webhookSent;
      sum.failed += count.webhookFailed;
    }
    return {
      ...stats.report(botId),
      updates: { queued: sum.queued, delivered: sum.delivered, expired: sum.expired },
      webhook: { sent: sum.sent, failed: sum.failed },
    };
  }),
  route('POST', '/_sim/reset', 'Empty the world', empty, (context) => {
    context.reset();
    return { reset: true };
  }),
];

function describeLimits(flood: FloodControl): object {
  const preset = findPreset(flood.limits);
  return { ...flood.limits, ...(preset === undefined ? {} : { preset }), buckets: flood.listBuckets() };
}
