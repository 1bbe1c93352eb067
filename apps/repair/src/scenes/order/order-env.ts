import type { DialogInput } from '@durabot/runtime';
import type { Desk } from '../../desk.ts';
import { type CategoryId } from '../../domain/categories.ts';
import type { OrderType } from '../../domain/order-type.ts';
import { parsePhone, type ParsedPhone } from '../../domain/parse-phone.ts';
import {
  findClientByPhone,
  listAddresses,
  listRecentClients,
  type Address,
  type KnownClient,
  type RecentClient,
} from '../../store/client-store.ts';
import { listOfferedCategories } from '../../store/category-store.ts';
import { listTypesFor } from '../../store/order-type-store.ts';
import { findOrder, listFrequentCategories, type Order } from '../../store/order-store.ts';
import { findSimilarOrder, type SimilarOrder } from '../../store/similar-order-store.ts';
import { addressIn } from './address-step.ts';
import type { OrderDraft } from './order-draft.ts';

/** What the steps of the order dialog look things up in; each step's part is loaded only for it. */
export interface OrderEnv {
  readonly nowMs: number;
  /** The company's most frequent categories first. */
  readonly categories: readonly CategoryId[];
  readonly recentClients: readonly RecentClient[];
  /** The client of the phone that was just given, or of the phone in the draft. */
  readonly client: KnownClient | undefined;
  readonly addresses: readonly Address[];
  /** An open order that looks like the draft with the answer that was just given. */
  readonly similar: SimilarOrder | undefined;
  /** The order that the draft looks like, to be shown. */
  readonly similarOrder: Order | undefined;
  /** Whether the person may read the phone of `similarOrder`. */
  readonly seesPhone: boolean;
  /** Which types the company offers, the usual one first. */
  readonly types?: readonly OrderType[] | undefined;
  /** The words of a voice message, where somebody has written them down. */
  readonly transcript?: string | undefined;
}

/** As many as fit on a phone without scrolling. */
const shownCategories = 8;
const shownClients = 3;
const ninetyDaysMs = 90 * 24 * 3_600_000;

/** Loads what a step needs, before it is asked and before its answer is read. */
export async function loadOrderEnv(
  desk: Desk,
  at: {
    readonly userId: number | undefined;
    readonly step: string;
    readonly data: Partial<OrderDraft>;
    readonly input?: DialogInput;
  },
): Promise<OrderEnv> {
  const nowMs = desk.clock.nowMs();
  const nothing: OrderEnv = {
    nowMs,
    categories: [],
    recentClients: [],
    client: undefined,
    addresses: [],
    similar: undefined,
    similarOrder: undefined,
    seesPhone: false,
  };
  switch (at.step) {
    case 'type':
      return { ...nothing, types: await listTypesFor(desk.db, 'new') };
    case 'category':
      return { ...nothing, categories: await topCategories(desk, nowMs) };
    case 'phone':
      return withClients(desk, nothing, at);
    case 'client':
      return { ...nothing, client: await clientOf(desk, at.data.phone?.e164), ...(await similarOrderOf(desk, at)) };
    case 'address':
      return withAddresses(desk, nothing, at);
    case 'duplicate':
      return { ...nothing, ...(await similarOrderOf(desk, at)) };
    default:
      return nothing;
  }
}

async function topCategories(desk: Desk, nowMs: number): Promise<CategoryId[]> {
  const frequent = await listFrequentCategories(desk.db, new Date(nowMs - ninetyDaysMs), shownCategories);
  const offered = await listOfferedCategories(desk.db);
  return [...new Set([...frequent.filter((id) => offered.includes(id)), ...offered])].slice(0, shownCategories);
}

async function withClients(
  desk: Desk,
  nothing: OrderEnv,
  { input, data }: { readonly input?: DialogInput; readonly data: Partial<OrderDraft> },
): Promise<OrderEnv> {
  const recentClients = await listRecentClients(desk.db, shownClients);
  if (input === undefined) return { ...nothing, recentClients };
  const chosen = input.kind === 'choice' ? recentClients.find((client) => recentKey(client) === input.key) : undefined;
  const typed = phoneIn(input, desk);
  const e164 = chosen?.phone ?? (typed?.ok === true ? typed.e164 : undefined);
  const similar = await findSimilarOrder(desk.db, { phone: e164, address: data.address, category: data.category });
  return { ...nothing, recentClients, client: await clientOf(desk, e164), similar };
}

export function recentKey(client: RecentClient): string {
  return `c${client.id}`;
}

/** The phone in an answer, if the answer is of a kind that can hold one. */
export function phoneIn(input: DialogInput, desk: Pick<Desk, 'settings'>): ParsedPhone | undefined {
  if (input.kind === 'text') return parsePhone(input.text, desk.settings.country);
  if (input.kind !== 'contact') return undefined;
  // Telegram leaves the plus out of contacts.
  const digits = input.phone.startsWith('+') ? input.phone : `+${input.phone}`;
  const international = parsePhone(digits, desk.settings.country);
  return international.ok ? international : parsePhone(input.phone, desk.settings.country);
}

async function clientOf(desk: Desk, e164: string | undefined): Promise<KnownClient | undefined> {
  return e164 === undefined ? undefined : findClientByPhone(desk.db, e164);
}

async function withAddresses(
  desk: Desk,
  nothing: OrderEnv,
  { input, data }: { readonly input?: DialogInput; readonly data: Partial<OrderDraft> },
): Promise<OrderEnv> {
  const addresses = await addressesOf(desk, data);
  const address = input === undefined ? undefined : addressIn(input, addresses);
  if (address === undefined) return { ...nothing, addresses };
  return { ...nothing, addresses, similar: await findSimilarOrder(desk.db, { address, category: data.category }) };
}

async function similarOrderOf(
  desk: Desk,
  { data, userId }: { readonly data: Partial<OrderDraft>; readonly userId: number | undefined },
): Promise<Pick<OrderEnv, 'similarOrder' | 'seesPhone'>> {
  const similarOrder = data.similar === undefined ? undefined : await findOrder(desk.db, data.similar.orderId);
  const seesPhone = userId !== undefined && similarOrder !== undefined && desk.roles.seesPhone(userId, similarOrder);
  return { similarOrder, seesPhone };
}

async function addressesOf(desk: Desk, data: Partial<OrderDraft>): Promise<readonly Address[]> {
  return data.known === undefined ? [] : listAddresses(desk.db, data.known.clientId);
}
