import {
  formatMoney,
  formatWhen,
  type ActionButton,
  type CardDefinition,
  type CardFace,
  type CardViewer,
} from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Desk } from '../desk.ts';
import { readerOf } from '../people.ts';
import { listSettlementLines, readSettlement, type NamedSettlement } from '../store/settlement-store.ts';
import { texts } from '../texts.ts';
import { findHandover } from '../use-cases/cash-handover.ts';
import { moneyActions } from './money-kinds.ts';
import { settlementFace } from './settlement-face.ts';

type CardDesk = Pick<Desk, 'settings' | 'clock' | 'roles'>;

/** Cards about money: a settlement sheet, and cash on its way to the desk. In groups there is nothing of either. */
export function moneyCards(desk: CardDesk): CardDefinition[] {
  return [
    {
      entity: 'settlement',
      kind: 'settlement',
      render: (tx, entityId, viewer) => drawSettlement(desk, tx, Number(entityId), viewer),
    },
    {
      entity: 'handover',
      kind: 'handover',
      render: (tx, entityId, viewer) => drawHandover(desk, tx, Number(entityId), viewer),
    },
  ];
}

async function drawSettlement(desk: CardDesk, tx: Tx, id: number, { userId }: CardViewer): Promise<CardFace> {
  const settlement = await readSettlement(tx, id);
  const reader = userId === undefined ? undefined : await readerOf(desk.settings.zone)(tx, userId);
  if (settlement === undefined || userId === undefined || reader === undefined) return { kind: 'gone' };
  const isAdmin = desk.roles.actorsOf(userId).includes('admin');
  const isOwn = userId === settlement.masterId && desk.roles.actorsOf(userId).includes('master');
  if (!isAdmin && !isOwn) return { kind: 'gone', html: texts(reader.language).t('settlement-no-access') };
  const { zone, currency } = desk.settings;
  const style = { language: reader.language, zone, currency };
  const lines = await listSettlementLines(tx, id);
  return {
    kind: 'shown',
    html: settlementFace(settlement, lines, style, desk.clock.nowMs()),
    rows: settlementButtons(settlement, { userId, isAdmin, isOwn }, reader.language),
    rev: settlement.rev,
  };
}

function settlementButtons(
  { id, status, rev, balanceMinor }: NamedSettlement,
  who: { readonly userId: number; readonly isAdmin: boolean; readonly isOwn: boolean },
  language: 'ru' | 'uk' | 'en',
): ActionButton[][] {
  const words = texts(language);
  const button = (kind: string, text: string, params: unknown = {}): ActionButton => ({
    kind,
    text,
    entity: 'settlement',
    entityId: String(id),
    rev,
    params,
    scope: { userIds: [who.userId] },
  });
  const rows: ActionButton[][] = [];
  if (who.isOwn) {
    const own: ActionButton[] = [];
    if (status === 'draft' || status === 'disputed')
      own.push(button(moneyActions.agree, words.plain('settlement-agree')));
    if (status === 'draft' || status === 'agreed' || status === 'disputed')
      own.push(button(moneyActions.line, words.plain('settlement-dispute'), { act: 'dispute' }));
    rows.push(own);
  }
  if (who.isAdmin) {
    if (status === 'disputed')
      rows.push([button(moneyActions.line, words.plain('settlement-resolve'), { act: 'resolve' })]);
    if (status === 'draft' || status === 'agreed')
      rows.push([button(moneyActions.approve, words.plain('settlement-approve'))]);
    if (status === 'approved')
      rows.push([button(moneyActions.pay, words.plain(balanceMinor < 0 ? 'settlement-received' : 'settlement-paid'))]);
    if (status === 'approved' || status === 'paid')
      rows.push([button(moneyActions.line, words.plain('settlement-reverse'), { act: 'reverse' })]);
  }
  rows.push([button(moneyActions.paper, 'PDF')]);
  return rows.filter((row) => row.length > 0);
}

async function drawHandover(desk: CardDesk, tx: Tx, id: number, { userId }: CardViewer): Promise<CardFace> {
  const handover = await findHandover(tx, id);
  const reader = userId === undefined ? undefined : await readerOf(desk.settings.zone)(tx, userId);
  if (handover === undefined || userId === undefined || reader === undefined) return { kind: 'gone' };
  const { language } = reader;
  const words = texts(language);
  const sum = formatMoney(handover.amountMinor, handover.currency, language);
  const when = formatWhen(handover.answeredAt ?? handover.askedAt, {
    language,
    zone: desk.settings.zone,
    nowMs: desk.clock.nowMs(),
  });
  const html = words.t('handover-card', {
    status: handover.status,
    master: handover.masterName,
    sum,
    when,
    name: handover.answeredByName ?? '',
  });
  const isDesk = desk.roles.may(userId, 'take_cash');
  if (handover.status !== 'asked' || !isDesk) return { kind: 'shown', html, rows: [] };
  const button = (kind: string, text: string): ActionButton => ({
    kind,
    text,
    entity: 'handover',
    entityId: String(id),
    params: {},
    scope: { roles: ['dispatcher', 'admin'] },
  });
  const rows = [
    [button(moneyActions.taken, words.plain('handover-taken', { sum }))],
    [button(moneyActions.refused, words.plain('handover-refused'))],
  ];
  return { kind: 'shown', html, rows };
}
