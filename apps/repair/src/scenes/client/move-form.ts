import {
  defineDialog,
  escapeHtml,
  type Choice,
  type Completion,
  type Dialog,
  type DurableContext,
  type Language,
} from '@durabot/runtime';
import { z } from 'zod';
import { orderActions } from '../../cards/order-kinds.ts';
import type { Desk } from '../../desk.ts';
import { formatWanted } from '../../domain/format-wanted.ts';
import { openVisit } from '../../domain/order-case.ts';
import { isApplied } from '../../domain/outcome.ts';
import { parseWhen } from '../../domain/parse-when.ts';
import { instantOf, wallTimeOf } from '../../domain/wall-clock.ts';
import type { WantedTime } from '../../domain/wanted-time.ts';
import { refusalText } from '../../handlers/act.ts';
import { actForClient } from '../../handlers/client-act.ts';
import { tellOwner } from '../../notify/client-question.ts';
import { findFollowedOrder } from '../../store/client-link-store.ts';
import { findCase } from '../../store/load-case.ts';
import { texts } from '../../texts.ts';
import { draftWanted, wantedOf } from '../order/order-draft.ts';
import { draftLifeMs } from '../draft-life.ts';

const draft = z.object({
  orderId: z.number(),
  number: z.string(),
  rev: z.number(),
  wanted: z.object({ kind: z.enum(['asap', 'at', 'window']), from: z.iso.datetime(), to: z.iso.datetime().optional() }),
});
type Draft = z.infer<typeof draft>;

interface Env {
  readonly nowMs: number;
}

/** Halves of the next days, as they are offered. */
const offered = [
  { inDays: 1, from: 9, to: 14 },
  { inDays: 1, from: 14, to: 20 },
  { inDays: 2, from: 9, to: 14 },
  { inDays: 2, from: 14, to: 20 },
] as const;

/**
 * Another time for the visit. As long as no master has it, the client's word is enough; after that it is a wish, as only
 * the desk knows who is free then.
 */
export function clientMoveDialog(desk: Desk): Dialog {
  const { zone } = desk.settings;
  return defineDialog<Draft, Env>({
    name: 'client_move',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    privateOnly: true,
    load: async () => ({ nowMs: desk.clock.nowMs() }),
    steps: [
      {
        name: 'when',
        field: 'wanted',
        title: (language) => texts(language).plain('step-when'),
        prompt: ({ language }) => texts(language).t('client-move-prompt'),
        example: ({ language }) => texts(language).plain('step-when-example'),
        accepts: ['text', 'choice'],
        choices: ({ env, language }): Choice<Draft['wanted']>[] =>
          offered.map(({ inDays, from, to }) => {
            const date = wallTimeOf(env.nowMs, zone).date.add({ days: inDays });
            const wanted: WantedTime = {
              kind: 'window',
              from: instantOf({ date, minutes: from * 60 }, zone),
              to: instantOf({ date, minutes: to * 60 }, zone),
            };
            const label = formatWanted(wanted, { zone, language, nowMs: env.nowMs });
            // With its day: pressed after midnight it must not mean another one.
            return { key: `${date.toString()}_${from}`, label, value: draftWanted(wanted) };
          }),
        parse: (input, { env, language }) => {
          const parsed = parseWhen(input.kind === 'text' ? input.text : '', { nowMs: env.nowMs, zone, language });
          if (!parsed.ok || parsed.kind === 'asap')
            return { ok: false, message: texts(language).t('client-move-unclear') };
          return { ok: true, value: draftWanted(parsed) };
        },
        show: (wanted, { env, language }) =>
          escapeHtml(formatWanted(wantedOf(wanted), { zone, language, nowMs: env.nowMs })),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('client-move-review', { number: data.number ?? '' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: (ctx, data, { language, id }) => complete(ctx, desk, data, language, id),
    texts: {
      title: (language) => texts(language).plain('client-move-title'),
      unfinished: (language) => texts(language).plain('client-words-unfinished'),
    },
  });
}

async function complete(
  ctx: DurableContext,
  desk: Desk,
  data: Draft,
  language: Language,
  id: string,
): Promise<Completion> {
  const words = texts(language);
  const { orderId, number } = data;
  const userId = ctx.from?.id;
  const tx = await ctx.durable.tx();
  const one = await findCase(tx, orderId);
  if (userId === undefined || one === undefined || (await findFollowedOrder(tx, userId, orderId)) === undefined)
    return { ok: true, card: { html: words.t('client-not-yours') } };
  const nowMs = desk.clock.nowMs();
  const wanted = wantedOf(data.wanted);
  if (wanted.from.getTime() <= nowMs) return { ok: false, message: words.t('step-when-past'), step: 'when' };
  const { zone } = desk.settings;
  const window = formatWanted(wanted, { language, zone, nowMs });
  const isTaken = openVisit(one) !== undefined;
  if (!isTaken) {
    const outcome = await actForClient(ctx, desk, { orderId, rev: data.rev, userId }, (to, on) =>
      desk.orders.reschedule(to, { ...on, from: wanted.from, to: wanted.to }),
    );
    if (!isApplied(outcome) && outcome.kind !== 'already_applied_by_me')
      return { ok: true, card: { html: words.t('form-refused', { number, why: refusalText(outcome, words) }) } };
  } else if (openVisit(one)?.status !== 'planned') {
    const why = words.plain('refusal', { reason: 'client_only_before_en_route' });
    return { ok: true, card: { html: words.t('form-refused', { number, why }) } };
  }
  await tellOwner(ctx, desk, {
    one,
    id,
    html: (theirs) => {
      const style = { language: theirs.language, zone, nowMs };
      return theirs.t('client-moves', { number, window: formatWanted(wanted, style), taken: isTaken ? 1 : 0 });
    },
    ...(isTaken
      ? {
          button: (theirs) => ({
            entity: 'order',
            entityId: String(orderId),
            rev: one.order.rev,
            kind: orderActions.moveAsAsked,
            text: theirs.plain('button-move-as-asked'),
            params: { from: wanted.from.toISOString(), ...(wanted.to && { to: wanted.to.toISOString() }) },
          }),
        }
      : {}),
  });
  return { ok: true, card: { html: words.t('client-move-done', { number, window, taken: isTaken ? 1 : 0 }) } };
}
