import type { Desk } from '../../desk.ts';
import type { Reading } from '../../domain/order-text/piece.ts';
import type { OrderText } from '../../domain/parse-order-text.ts';
import { validateAddress } from '../../domain/validate-address.ts';
import { findClientByPhone } from '../../store/client-store.ts';
import { findSimilarOrder } from '../../store/similar-order-store.ts';
import { longestCategory } from './category-step.ts';
import { draftWanted, type OrderDraft } from './order-draft.ts';
import { knownOf, longestName } from './phone-step.ts';
import { longestNote } from './read-price.ts';
import { usualType } from './type-step.ts';
import { similarOf } from './similar-orders.ts';

/** The answers that a text gives, and the steps on which they are guesses. */
export interface DraftFromText {
  readonly values: Partial<OrderDraft>;
  readonly guessed: readonly string[];
}

/** Turns what was read into answers of the order dialog, with what the desk knows about the client and open orders. */
export async function draftFromText(desk: Pick<Desk, 'db'>, text: OrderText): Promise<DraftFromText> {
  const category = categoryOf(text);
  const address = addressOf(text);
  const e164 = valueOf(text.phone);
  const client = e164 === undefined ? undefined : await findClientByPhone(desk.db, e164);
  const known = knownOf(client);
  const similar = similarOf(await findSimilarOrder(desk.db, { phone: e164, address, category }), known);
  const said = valueOf(text.name);
  const name = said !== undefined && said.length <= longestName ? said : client?.name;
  const problem = valueOf(text.problem);
  const wanted = valueOf(text.wanted);
  const price = valueOf(text.price);
  return {
    values: {
      ...(await usualType(desk.db)),
      ...(category === undefined ? {} : { category }),
      ...(problem === undefined ? {} : { problem: { text: problem, tags: [] } }),
      ...(e164 === undefined ? {} : { phone: { e164, ...(name === undefined ? {} : { name }) } }),
      ...(known === undefined ? {} : { known }),
      ...(similar === undefined ? {} : { similar }),
      ...(address === undefined ? {} : { address }),
      ...(wanted === undefined ? {} : { wanted: draftWanted(wanted) }),
      ...(price === undefined || (price.note ?? '').length > longestNote ? {} : { price }),
    },
    guessed: guessedSteps(text),
  };
}

function guessedSteps(text: OrderText): string[] {
  const steps = [
    ['category', text.category],
    ['problem', text.problem],
    ['phone', text.phone],
    // The name is asked together with the phone.
    ['phone', text.name],
    ['address', text.address],
    ['when', text.wanted],
    ['price', text.price],
  ] as const;
  return [...new Set(steps.filter(([, { certainty }]) => certainty === 'guess').map(([step]) => step))];
}

function categoryOf({ category }: OrderText): OrderDraft['category'] | undefined {
  const value = valueOf(category);
  if (value?.kind !== 'other') return value;
  return value.text.length > longestCategory ? undefined : { kind: 'other', text: value.text };
}

function addressOf({ address }: OrderText): OrderDraft['address'] | undefined {
  const validated = validateAddress(valueOf(address) ?? '');
  return validated.ok ? { text: validated.text } : undefined;
}

function valueOf<T>(reading: Reading<T>): T | undefined {
  return reading.certainty === 'missing' ? undefined : reading.value;
}
