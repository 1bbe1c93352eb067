import { formatMoney, shortName } from '@durabot/kit';
import { defineDialog, escapeHtml, type Choice, type Dialog, type DurableContext } from '@durabot/runtime';
import { z } from 'zod';
import { lineActs, type LineAct } from '../../cards/money-kinds.ts';
import { lineText } from '../../cards/settlement-face.ts';
import type { Desk } from '../../desk.ts';
import { parseMoney } from '../../domain/parse-money.ts';
import { tellOfSettlement } from '../../notify/tell-of-money.ts';
import { auditMoney } from '../../store/money-audit.ts';
import { listSettlementLines, type SettlementLine } from '../../store/settlement-store.ts';
import { texts } from '../../texts.ts';
import { disputeSettlementLine, resolveDispute, reverseSettlementLine } from '../../use-cases/settlement-use-cases.ts';
import { readReason } from '../acts/read-reason.ts';
import { draftLifeMs } from '../draft-life.ts';

const draft = z.object({
  settlementId: z.number(),
  act: z.enum(lineActs),
  lineId: z.number(),
  reason: z.string().optional(),
  /** What the master's share of the line is to be; -1: it stays. */
  shareMinor: z.number().optional(),
});
type Draft = z.infer<typeof draft>;

interface Env {
  readonly lines: readonly SettlementLine[];
}

const stays = -1;

/** About one line of a sheet: the master disputes it, an administrator decides, or takes back what is closed. */
export function lineDialog(desk: Desk): Dialog {
  const { currency } = desk.settings;
  return defineDialog<Draft, Env>({
    name: 'settlement_line',
    version: 1,
    expiresAfterMs: draftLifeMs,
    data: draft,
    load: async (_, { data }) => ({
      lines: data.settlementId === undefined ? [] : await listSettlementLines(desk.db, data.settlementId),
    }),
    steps: [
      {
        name: 'line',
        field: 'lineId',
        title: (language) => texts(language).plain('line-which'),
        prompt: ({ data, language }) => texts(language).t('line-which-prompt', { act: data.act ?? 'dispute' }),
        accepts: ['choice'],
        columns: 1,
        choices: ({ data, env, language }): Choice<number>[] =>
          env.lines
            .filter((line) => isChoice(line, data.act))
            .map((line) => ({ key: String(line.id), label: lineText(line, currency, language), value: line.id })),
        parse: (_, { data, language }) => ({
          ok: false,
          message: texts(language).t('line-which-prompt', { act: data.act ?? 'dispute' }),
        }),
        show: (id, { env, language }) => {
          const line = env.lines.find((each) => each.id === id);
          return line === undefined ? '…' : escapeHtml(lineText(line, currency, language));
        },
      },
      {
        name: 'reason',
        field: 'reason',
        when: ({ act }) => act === 'dispute',
        title: (language) => texts(language).plain('form-reason'),
        prompt: ({ language }) => texts(language).t('line-dispute-prompt'),
        example: ({ language }) => texts(language).plain('line-dispute-example'),
        accepts: ['text'],
        parse: (input, { language }) => readReason(input, language),
        show: (reason) => escapeHtml(reason ?? ''),
      },
      {
        name: 'share',
        field: 'shareMinor',
        when: ({ act }) => act === 'resolve',
        title: (language) => texts(language).plain('line-share'),
        prompt: ({ data, env, language }) => {
          const line = env.lines.find(({ id }) => id === data.lineId);
          return texts(language).t('line-share-prompt', {
            reason: line?.disputeReason ?? '',
            share: formatMoney(line?.shareMinor ?? 0, currency, language),
          });
        },
        example: () => '2500',
        accepts: ['choice', 'text'],
        choices: ({ language }) => [{ key: 'stays', label: texts(language).plain('line-share-stays'), value: stays }],
        parse: (input, { language }) => {
          const parsed = parseMoney(input.kind === 'text' ? input.text : '');
          if (!parsed.ok) return { ok: false, message: texts(language).t('form-amount-unclear') };
          return { ok: true, value: parsed.amountMinor };
        },
        show: (shareMinor, { language }) =>
          shareMinor === undefined || shareMinor === stays
            ? escapeHtml(texts(language).plain('line-share-stays'))
            : formatMoney(shareMinor, currency, language),
      },
    ],
    review: ({ data, language }) => ({
      title: texts(language).t('line-review', { act: data.act ?? 'dispute' }),
      confirm: texts(language).plain('form-confirm'),
    }),
    complete: async (ctx, data, { language }) => {
      const why = await doIt(ctx, desk, data);
      if (why !== undefined) return { ok: true, card: { html: texts(language).t('money-refused', { why }) } };
      return { ok: true, card: { html: texts(language).t('line-done', { act: data.act }) } };
    },
    texts: {
      title: (language) => texts(language).plain('line-title'),
      unfinished: (language) => texts(language).plain('form-unfinished'),
    },
  });
}

function isChoice(line: SettlementLine, act: LineAct | undefined): boolean {
  if (act === 'resolve') return line.disputeReason !== undefined;
  if (act === 'reverse') return line.kind !== 'reversal' && !line.isReversed;
  return line.kind !== 'reversal';
}

/** @returns why not, as a word that `money-refused` knows; undefined when it is done */
async function doIt(ctx: DurableContext, desk: Desk, data: Draft): Promise<string | undefined> {
  if (ctx.from === undefined) return 'not_yours';
  const { settlementId, lineId, act } = data;
  const tx = await ctx.durable.tx();
  const at = new Date(desk.clock.nowMs());
  const by = { userId: ctx.from.id, name: shortName(ctx.from) };
  const actor = { id: by.userId, name: by.name, roles: desk.roles.actorsOf(by.userId) };
  const on = { settlementId, actor, at, lineId };
  const note = (action: string, after: Readonly<Record<string, unknown>> = {}) =>
    auditMoney(tx, {
      action,
      entity: { kind: 'settlement', id: String(settlementId) },
      after: { lineId, ...after },
      by,
      at,
    });
  if (act === 'reverse') {
    const outcome = await reverseSettlementLine(tx, on);
    if (outcome === 'not_allowed_now') return 'other';
    await note('settlement.line_reversed');
    await desk.cards.refresh(ctx, { entity: 'settlement', entityId: String(settlementId) });
    return undefined;
  }
  const outcome =
    act === 'dispute'
      ? await disputeSettlementLine(tx, { ...on, reason: data.reason ?? '' })
      : await resolveDispute(tx, { ...on, shareMinor: data.shareMinor === stays ? undefined : data.shareMinor });
  if (outcome.kind === 'not_allowed_now') return outcome.reason;
  if (outcome.kind === 'not_found') return 'other';
  await note(act === 'dispute' ? 'settlement.disputed' : 'settlement.dispute_resolved', {
    status: outcome.settlement.status,
  });
  await tellOfSettlement(ctx, desk, outcome.settlement, act === 'dispute' ? 'disputed' : 'resolved');
  return undefined;
}
