import type { Tx } from '@durabot/postgres';
import type { Editable } from '../domain/decisions/editing.ts';
import { wantedOf } from '../domain/decisions/visits.ts';
import { maskAddress } from '../domain/mask-address.ts';
import { maskPhone } from '../domain/mask-phone.ts';
import { maskName, maskText } from '@durabot/kit';
import { currentOf, sameValue, type OrderChange } from '../domain/order-change.ts';
import { isApplied, type Outcome } from '../domain/outcome.ts';
import { findCase } from '../store/load-case.ts';
import { writeChange } from '../store/order-details-store.ts';
import { accessParts, type AccessPart, type Order } from '../store/order-row.ts';
import { findOrder } from '../store/order-store.ts';
import type { OnOrder } from './decide-on-order.ts';
import type { OrderUseCases } from './order-use-cases.ts';

/** A correction, and what the editor had before their eyes. */
export interface Correction {
  readonly change: OrderChange;
  /** The field as it was when they began; see `currentOf`. */
  readonly seen: unknown;
}

/**
 * Corrects one field of an order, wherever it is stored: the order's own by its decision, the client's, the address's
 * and the owner beside it, in the same commit. Who changes what somebody else has changed since is told by whom.
 */
export async function editOrder(
  tx: Tx,
  on: OnOrder & Correction,
  useCases: Pick<OrderUseCases, 'edit'>,
): Promise<Outcome> {
  // Its row first, as everybody who changes an order does.
  await tx.query('select id from repair.service_order where id = $1 for update', [on.orderId]);
  const before = await findOrder(tx, on.orderId);
  if (before === undefined) return { kind: 'not_found' };
  const { change, seen, ...rest } = on;
  if (!sameValue(currentOf(before, change.field, ownOf(change)), seen)) return changedBy(tx, before, change);
  const { changes, elsewhere } = partsOf(before, change);
  const outcome = await useCases.edit(tx, { ...rest, changes, elsewhere });
  if (isApplied(outcome)) await writeChange(tx, before, change, on.at);
  return outcome;
}

/** Which of the order's own fields it is about. */
function ownOf(change: OrderChange): { readonly key: string; readonly label: string } | undefined {
  return change.field === 'own' ? change.value : undefined;
}

/** Under which names the history keeps a change of a field. */
const namesOf: Readonly<Record<OrderChange['field'], readonly string[]>> = {
  category: ['category'],
  problem: ['problemText'],
  client: ['clientName'],
  phone: ['phone'],
  address: ['address'],
  zone: ['zone'],
  flat: ['flat'],
  floor: ['floor'],
  entrance: ['entrance'],
  intercom: ['intercom'],
  wanted: ['wantedFrom', 'wantedTo'],
  priority: ['priority'],
  price: ['priceEstimateMinor', 'priceNote'],
  notes: ['notes'],
  owner: ['owner'],
  type: ['type'],
  own: ['ownField'],
};

async function changedBy(tx: Tx, { id, rev, createdAt }: Order, { field }: OrderChange): Promise<Outcome> {
  const one = await findCase(tx, id);
  const entry = one?.history.findLast(
    ({ event, details }) =>
      ['edit', 'reschedule'].includes(event) &&
      (event === 'reschedule' ? field === 'wanted' : namesOf[field].some((name) => name in (details ?? {}))),
  );
  return { kind: 'already_applied_by_other', name: entry?.actorName ?? 'system', at: entry?.at ?? createdAt, rev };
}

interface Parts {
  readonly changes: Editable;
  /** For the record only, without anything that points at somebody: history is kept for good. */
  readonly elsewhere: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

function partsOf(before: Order, change: OrderChange): Parts {
  const { field, value } = change;
  const current = currentOf(before, field, ownOf(change));
  const beside = (from: unknown, to: unknown): Parts => ({
    changes: {},
    elsewhere: sameValue(current, value) ? {} : { [namesOf[field][0] ?? field]: { from, to } },
  });
  switch (field) {
    case 'problem':
      return own({ problemText: value });
    case 'notes':
      return own({ notes: value ?? undefined });
    case 'priority':
      return own({ priority: value });
    case 'price': {
      const { amountMinor, note } = value ?? {};
      const isSame = before.priceNote === note;
      const elsewhere = isSame ? {} : { priceNote: { from: masked(before.priceNote), to: masked(note) } };
      return { changes: { priceEstimateMinor: amountMinor }, elsewhere };
    }
    case 'wanted':
      return own({
        ...wantedOf({
          from: new Date(value.from),
          to: value.to === undefined || value.kind !== 'window' ? undefined : new Date(value.to),
        }),
        wantedKind: value.kind,
      });
    case 'category':
      return beside(
        before.category.kind === 'known' ? before.category.id : 'other',
        value.kind === 'known' ? value.id : 'other',
      );
    case 'client':
      return beside(before.clientName === undefined ? undefined : maskName(before.clientName), maskName(value));
    case 'phone':
      return beside(maskPhone(before.phone), maskPhone(value));
    case 'address':
      return beside(maskAddress(before.addressText ?? ''), maskAddress(value.text ?? ''));
    case 'zone':
      return beside(before.zone, value ?? undefined);
    case 'type':
      return beside(before.type === undefined ? undefined : nameOf(before.type), nameOf(value));
    case 'own':
      // What stands in it is somebody's words; which one it is, is the company's.
      return beside(undefined, value.label);
    case 'owner':
      return beside(before.dispatcherName, value.name);
    case 'flat':
    case 'floor':
    case 'entrance':
    case 'intercom':
      return beside(shownPart(field, before.access[field]), shownPart(field, value ?? undefined));
  }
}

/** A type that is always there by its key, whose name each reads in their language. */
function nameOf({ key, name }: { readonly key?: string | undefined; readonly name?: string | undefined }): string {
  return name ?? key ?? '';
}

function own(changes: Editable): Parts {
  return { changes, elsewhere: {} };
}

function masked(text: string | undefined): string | undefined {
  return text === undefined ? undefined : maskText(text);
}

/** Which floor is nobody's secret; which flat, and how its door opens, is. */
function shownPart(part: AccessPart, value: string | undefined): string | undefined {
  if (value === undefined || !accessParts.includes(part)) return undefined;
  return part === 'floor' || part === 'entrance' ? value : '…';
}
