import { isApplied } from '../src/domain/outcome.ts';
import { deskPolicy } from '../src/domain/sla.ts';
import { createOrderUseCases } from '../src/use-cases/order-use-cases.ts';
import { zone, type Firm } from './firm.ts';
import type { Way } from './ledger.ts';
import type { Person } from './person.ts';

/** What the bot has no words for yet: done as the bot would do it, by the person whose business it is. */
export interface Office {
  /** Money that a client brings after the order's end: what they owed, or the fee for a refusal. */
  pay(
    dispatcher: Person,
    number: string,
    payment: { readonly kind: 'final' | 'fee'; readonly way: Way; readonly kopecks: number },
  ): Promise<void>;
}

export function createOffice(firm: Firm): Office {
  const orders = createOrderUseCases(deskPolicy({ zone }));
  let keys = 0;
  return {
    pay: async ({ id, name }, number, { kind, way, kopecks }) => {
      keys += 1;
      const { rows } = await firm.db.query<{ id: number }>('select id from repair.service_order where number = $1', [
        number,
      ]);
      const paid = await firm.db.transaction((tx) =>
        orders.pay(tx, {
          orderId: rows[0]?.id ?? 0,
          rev: undefined,
          actor: { id, name, roles: ['dispatcher'] },
          at: new Date(firm.clock.nowMs()),
          kind,
          method: way,
          amountMinor: kopecks,
          idempotencyKey: `day-${keys}`,
        }),
      );
      if (!isApplied(paid)) throw new Error(`The payment was not noted: ${JSON.stringify(paid)}`);
    },
  };
}
