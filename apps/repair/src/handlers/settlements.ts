import { formatMoney, type ActionPress, type Outcome } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Dialog, Dialogs } from '@durabot/runtime';
import { z } from 'zod';
import { lineActs, moneyActions } from '../cards/money-kinds.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { askForFile } from '../exports/ask-for-file.ts';
import { tellMasterOfMoney, tellOfSettlement, type SettlementNews } from '../notify/tell-of-money.ts';
import { periodOf } from '../reports/period.ts';
import { auditMoney } from '../store/money-audit.ts';
import { readSettlement } from '../store/settlement-store.ts';
import { texts } from '../texts.ts';
import { answerHandover } from '../use-cases/cash-handover.ts';
import { draftWeek } from '../use-cases/draft-week.ts';
import {
  agreeToSettlement,
  approveSettlement,
  paySettlement,
  type OnSettlement,
  type SettlementOutcome,
} from '../use-cases/settlement-use-cases.ts';

/** What the buttons of sheets, and of cash on its way, do. */
export function defineMoneyActions(desk: Desk, dialogs: Dialogs, lineDialog: Dialog): void {
  const { actions } = desk;
  const move = (
    kind: string,
    news: Extract<SettlementNews, 'agreed' | 'approved' | 'paid'>,
    does: (tx: Tx, on: OnSettlement) => Promise<SettlementOutcome>,
  ): void => {
    actions.define({
      kind,
      params: z.unknown(),
      run: async (ctx, press): Promise<Outcome> => {
        const tx = await ctx.durable.tx();
        const on = { settlementId: Number(press.entityId), actor: actorOf(desk, press), at: press.at };
        const outcome = await does(tx, on);
        if (outcome.kind === 'not_found') return { kind: 'expired' };
        if (outcome.kind === 'already_applied_by_me') return { kind: 'already_applied_by_me' };
        if (outcome.kind === 'not_allowed_now') return refusal(ctx, outcome.reason);
        const { status, balanceMinor } = outcome.settlement;
        const entity = { kind: 'settlement', id: press.entityId } as const;
        await auditMoney(tx, {
          action: `settlement.${news}`,
          entity,
          after: { status, balanceMinor },
          by: press.by,
          at: press.at,
        });
        await tellOfSettlement(ctx, desk, outcome.settlement, news);
        return { kind: 'applied' };
      },
    });
  };
  move(moneyActions.agree, 'agreed', agreeToSettlement);
  move(moneyActions.approve, 'approved', approveSettlement);
  move(moneyActions.pay, 'paid', paySettlement);

  actions.define({
    kind: moneyActions.line,
    params: z.object({ act: z.enum(lineActs) }),
    run: async (ctx, press) => {
      if (!(await maySee(desk, ctx, press))) return refusal(ctx, 'not_yours');
      const values = { settlementId: Number(press.entityId), act: press.params.act };
      await dialogs.prefill(ctx, lineDialog, { values, guessed: [], note: '' });
      return { kind: 'applied', toast: false };
    },
  });
  actions.define({
    kind: moneyActions.open,
    params: z.unknown(),
    run: async (ctx, press) => {
      if (!(await maySee(desk, ctx, press))) return refusal(ctx, 'not_yours');
      const { userId } = press.by;
      await desk.cards.send(ctx, {
        entity: 'settlement',
        entityId: press.entityId,
        kind: 'settlement',
        chatId: userId,
        userId,
      });
      return { kind: 'applied', toast: false };
    },
  });
  actions.define({
    kind: moneyActions.paper,
    params: z.unknown(),
    run: async (ctx, press) => {
      const source = { kind: 'settlement', settlementId: Number(press.entityId) } as const;
      if (!(await maySee(desk, ctx, press)) || !(await askForFile(ctx, desk, source, 'pdf')))
        return refusal(ctx, 'not_yours');
      return { kind: 'applied', toast: false };
    },
  });
  actions.define({
    kind: moneyActions.draft,
    params: z.unknown(),
    run: async (ctx, press) => {
      const { zone, currency } = desk.settings;
      const period = periodOf('last_week', press.at.getTime(), zone);
      const actor = actorOf(desk, press);
      if (!actor.roles.includes('admin')) return refusal(ctx, 'not_yours');
      const drafted = await draftWeek(await ctx.durable.tx(), { period, currency, actor, at: press.at });
      for (const settlement of drafted) await tellOfSettlement(ctx, desk, settlement, 'drafted');
      return { kind: 'applied', toast: ctx.words.plain('money-drafted', { count: drafted.length }) };
    },
  });
  for (const isTaken of [true, false]) {
    actions.define({
      kind: isTaken ? moneyActions.taken : moneyActions.refused,
      params: z.unknown(),
      run: (ctx, press) => answer(ctx, desk, press, isTaken),
    });
  }
}

async function answer(ctx: RepairContext, desk: Desk, press: ActionPress<unknown>, isTaken: boolean): Promise<Outcome> {
  const tx = await ctx.durable.tx();
  const id = Number(press.entityId);
  const outcome = await answerHandover(tx, { id, isTaken, actor: actorOf(desk, press), at: press.at });
  if (outcome.kind === 'not_found') return { kind: 'expired' };
  if (outcome.kind === 'not_allowed_now') return refusal(ctx, outcome.reason);
  if (outcome.kind === 'already_applied') {
    const { answeredBy, answeredByName = '', answeredAt = press.at } = outcome.handover;
    if (answeredBy === press.by.userId) return { kind: 'already_applied_by_me' };
    const toast = ctx.words.plain('handover-answered', { name: answeredByName });
    return { kind: 'already_applied_by_other', name: answeredByName, at: answeredAt, toast };
  }
  const { masterId, amountMinor, currency } = outcome.handover;
  const action = isTaken ? 'cash.handed_in' : 'cash.handover_refused';
  const entity = { kind: 'cash', id: `handover:${id}` } as const;
  await auditMoney(tx, { action, entity, after: { masterId, amountMinor }, by: press.by, at: press.at });
  await tellMasterOfMoney(ctx.durable, desk, masterId, {
    dedupKey: `handover/${id}`,
    html: ({ language }) =>
      texts(language).t('handover-told', {
        taken: isTaken ? 'yes' : 'no',
        sum: formatMoney(amountMinor, currency, language),
        held: formatMoney(outcome.heldMinor, currency, language),
        name: press.by.name,
      }),
  });
  return { kind: 'applied' };
}

/** The master whose it is, and administrators. */
async function maySee(desk: Desk, ctx: RepairContext, { entityId, by }: ActionPress<unknown>): Promise<boolean> {
  if (desk.roles.may(by.userId, 'manage_money')) return true;
  if (!desk.roles.may(by.userId, 'see_own_money')) return false;
  return (await readSettlement(await ctx.durable.tx(), Number(entityId)))?.masterId === by.userId;
}

function actorOf(desk: Desk, { by }: ActionPress<unknown>) {
  return { id: by.userId, name: by.name, roles: desk.roles.actorsOf(by.userId) };
}

function refusal(ctx: RepairContext, why: string): Outcome {
  return { kind: 'not_allowed_now', reason: ctx.words.plain('money-refused', { why }) };
}
