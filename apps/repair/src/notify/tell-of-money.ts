import { formatMoney, type NoticeReader, type Turn } from '@durabot/kit';
import type { Attempt } from '@durabot/runtime';
import { moneyActions } from '../cards/money-kinds.ts';
import type { Desk } from '../desk.ts';
import { listPeople } from '../store/person-store.ts';
import { texts } from '../texts.ts';
import type { Settlement } from '../use-cases/settlement-use-cases.ts';

/** What has become of a sheet, in words that `settlement-told` knows. */
export type SettlementNews = 'drafted' | 'agreed' | 'disputed' | 'resolved' | 'approved' | 'paid';

/** Who reads which news. */
const readers: Readonly<Record<SettlementNews, 'master' | 'admins'>> = {
  drafted: 'master',
  agreed: 'admins',
  disputed: 'admins',
  resolved: 'master',
  approved: 'master',
  paid: 'master',
};

/** Says to whom it concerns now what has become of a sheet, with a button that opens it; its cards are drawn anew. */
export async function tellOfSettlement(
  turn: Turn,
  desk: Desk,
  settlement: Settlement,
  news: SettlementNews,
): Promise<void> {
  const tx = await turn.durable.tx();
  const of = { entity: 'settlement', entityId: String(settlement.id) };
  const wanted = readers[news] === 'master' ? [settlement.masterId] : admins(desk);
  for (const { userId } of await inOrder(tx, wanted)) {
    // Money is private: in a master's own group others look on.
    await desk.notifier.notify(turn.durable, {
      userId,
      class: 'work',
      kind: `settlement.${news}`,
      dedupKey: `settlement/${settlement.id}/${settlement.rev}/${news}/${userId}`,
      html: ({ language }) =>
        texts(language).t('settlement-told', {
          news,
          id: String(settlement.id),
          sum: formatMoney(Math.abs(settlement.balanceMinor), settlement.currency, language),
        }),
      rows: ({ language }) => {
        const text = texts(language).plain('settlement-open');
        return [[{ ...of, kind: moneyActions.open, text, params: {}, scope: { userIds: [userId] } }]];
      },
    });
  }
  await desk.cards.refresh(turn, of);
}

/** Tells the desk of cash that is on its way, by a card that all of them share. */
export async function tellOfHandover(turn: Turn, desk: Desk, id: number): Promise<void> {
  const tx = await turn.durable.tx();
  for (const { userId } of await inOrder(tx, desk.roles.desk()))
    await desk.cards.send(turn, { entity: 'handover', entityId: String(id), kind: 'handover', chatId: userId, userId });
}

/** A line about money to a master, in private. */
export async function tellMasterOfMoney(
  attempt: Attempt,
  desk: Desk,
  masterId: number,
  { dedupKey, html }: { readonly dedupKey: string; readonly html: (reader: NoticeReader) => string },
): Promise<void> {
  await desk.notifier.notify(attempt, { userId: masterId, class: 'work', kind: 'money.told', dedupKey, html });
}

function admins(desk: Desk): readonly number[] {
  return desk.roles.desk().filter((userId) => desk.roles.actorsOf(userId).includes('admin'));
}

/** Those who can be written to, always in one order: who tells several people takes them so, lest two wait for each other. */
async function inOrder(tx: Parameters<typeof listPeople>[0], userIds: readonly number[]) {
  return (await listPeople(tx, userIds)).toSorted((one, other) => one.userId - other.userId);
}
