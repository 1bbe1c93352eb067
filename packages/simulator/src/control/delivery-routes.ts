import { z } from 'zod';

import type { JsonObject } from '../json.ts';
import type { BotRecord } from '../world/types.ts';
import { getBot } from './resolve.ts';
import { route, type ControlContext, type ControlRoute } from './route.ts';
import { ref } from './schemas.ts';

/** How many waiting updates are named. */
const NAMED = 20;

export const deliveryRoutes: readonly ControlRoute[] = [
  route(
    'GET',
    '/_sim/delivery',
    'How each bot gets its updates, and what waits for it',
    z.object({ bot: ref.optional() }),
    (context, input) => {
      const { world } = context;
      const bots = input.bot === undefined ? [...world.store.tables.bot.values()] : [getBot(world, input.bot)];
      return { bots: bots.map((bot) => describe(context, bot)) };
    },
  ),
];

function describe({ world, polling, counters }: ControlContext, bot: BotRecord): JsonObject {
  const queue = world.queueOf(bot.id);
  const count = counters.of(bot.id);
  const { webhook } = bot;
  const isPolling = polling.isInUse(bot.id);
  const json: JsonObject = {
    bot_id: bot.id,
    username: bot.username,
    first_name: bot.first_name,
    mode: webhook !== null ? 'webhook' : isPolling ? 'polling' : 'idle',
    pending: queue.length,
    delivered: count.delivered,
    expired: count.expired,
    waiting: queue.slice(0, NAMED).map((update) => ({ update_id: update.id, kind: update.kind })),
  };
  if (webhook !== null) {
    json['webhook'] = {
      url: webhook.url,
      max_connections: webhook.maxConnections,
      failed: count.webhookFailed,
      last_error_date: webhook.lastErrorDate ?? null,
      last_error_message: webhook.lastErrorMessage ?? null,
    };
  }
  return json;
}
