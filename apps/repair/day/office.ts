import type { Actor } from '../src/domain/order-work.ts';
import { isApplied, type Outcome } from '../src/domain/outcome.ts';
import { deskPolicy } from '../src/domain/sla.ts';
import { createOrderUseCases } from '../src/use-cases/order-use-cases.ts';
import { draftSettlement, handInCash, type Settlement } from '../src/use-cases/settlement-use-cases.ts';
import { currency, zone, type Firm } from './firm.ts';
import type { Way } from './ledger.ts';
import type { Person } from './person.ts';
import type { PlannedLine } from './plan.ts';

/** What the bot has no words for yet: done as the bot would do it, by the person whose business it is. */
export interface Office {
  sendEstimate(master: Person, number: string, lines: readonly PlannedLine[]): Promise<void>;
  reschedule(dispatcher: Person, number: string, from: Date): Promise<void>;
  pay(
    dispatcher: Person,
    number: string,
    payment: { readonly kind: 'final' | 'fee' | 'refund'; readonly way: Way; readonly kopecks: number },
  ): Promise<void>;
  handIn(dispatcher: Person, masterId: number, kopecks: number): Promise<void>;
  settle(owner: Person, masterId: number, week: { readonly from: Date; readonly to: Date }): Promise<Settlement>;
}

export function createOffice(firm: Firm): Office {
  const orders = createOrderUseCases(deskPolicy({ zone }));
  const at = (): Date => new Date(firm.clock.nowMs());
  let keys = 0;
  const idOf = async (number: string): Promise<number> => {
    const { rows } = await firm.db.query<{ id: number }>('select id from repair.service_order where number = $1', [
      number,
    ]);
    const id = rows[0]?.id;
    if (id === undefined) throw new Error(`There is no ${number}.`);
    return id;
  };
  const did = (outcome: Outcome, what: string): void => {
    if (!isApplied(outcome)) throw new Error(`${what} was not done: ${JSON.stringify(outcome)}`);
  };
  const as = (person: Person, role: 'master' | 'dispatcher' | 'admin'): Actor => ({
    id: person.id,
    name: person.name,
    roles: [role],
  });

  return {
    sendEstimate: async (master, number, lines) => {
      const on = { orderId: await idOf(number), rev: undefined, actor: as(master, 'master'), at: at() };
      const estimate = lines.map(({ kind, name, kopecks, costKopecks }) => ({
        kind,
        name,
        quantityMilli: 1000,
        unitPriceMinor: kopecks,
        costMinor: costKopecks,
        providedBy: 'company' as const,
      }));
      did(await firm.db.transaction((tx) => orders.sendEstimate(tx, { ...on, lines: estimate })), 'The estimate');
    },
    reschedule: async (dispatcher, number, from) => {
      const on = { orderId: await idOf(number), rev: undefined, actor: as(dispatcher, 'dispatcher'), at: at() };
      const moved = await firm.db.transaction((tx) =>
        orders.reschedule(tx, { ...on, note: 'по звонку', from, to: undefined, reason: 'клиент занят' }),
      );
      did(moved, 'The new time');
    },
    pay: async (dispatcher, number, { kind, way, kopecks }) => {
      const on = { orderId: await idOf(number), rev: undefined, actor: as(dispatcher, 'dispatcher'), at: at() };
      keys += 1;
      const paid = await firm.db.transaction((tx) =>
        orders.pay(tx, { ...on, kind, method: way, amountMinor: kopecks, idempotencyKey: `day-${keys}` }),
      );
      did(paid, 'The payment');
    },
    handIn: async (dispatcher, masterId, kopecks) => {
      keys += 1;
      const done = await firm.db.transaction((tx) =>
        handInCash(tx, {
          masterId,
          amountMinor: kopecks,
          currency,
          idempotencyKey: `day-${keys}`,
          actor: as(dispatcher, 'dispatcher'),
          at: at(),
        }),
      );
      if (done.kind !== 'applied') throw new Error(`The cash was not handed in: ${JSON.stringify(done)}`);
    },
    settle: async (owner, masterId, week) => {
      const drafted = await firm.db.transaction((tx) =>
        draftSettlement(tx, {
          masterId,
          periodFrom: week.from,
          periodTo: week.to,
          currency,
          actor: as(owner, 'admin'),
          at: at(),
        }),
      );
      if (drafted.kind !== 'applied') throw new Error(`The sheet was not drafted: ${JSON.stringify(drafted)}`);
      return drafted.settlement;
    },
  };
}
