import { divide, divideFalseCall, type Division } from './share.ts';
import type { MasterSheet } from './staff.ts';

export type Way = 'cash' | 'card' | 'transfer';
export type Ending = 'open' | 'done' | 'closed' | 'refused' | 'cancelled';

export interface LedgerLine {
  readonly kind: 'work' | 'part';
  readonly kopecks: number;
  readonly costKopecks: number;
}

/** Money that changed hands, as whoever took it would note it down. */
interface Taken {
  readonly what: 'work' | 'fee' | 'back';
  readonly way: Way;
  readonly kopecks: number;
  /** In whose hands cash is; nobody's when the desk took it. */
  readonly masterId: number | undefined;
}

/** A line in the books about a master's work. */
export interface Entry extends Division {
  readonly masterId: number;
  readonly order: LedgerOrder;
  readonly atMs: number;
  /** 1 for a closed order, -1 when that is taken back, 0 for fees and drives. */
  readonly orders: -1 | 0 | 1;
}

export interface LedgerOrder {
  readonly number: string;
  readonly dispatcherId: number;
  readonly category: string;
  readonly isWarranty: boolean;
  readonly createdAtMs: number;
  ending: Ending;
  endedAtMs: number;
  masterId: number | undefined;
  lines: readonly LedgerLine[];
  taken: Taken[];
  visits: number;
  hasReview: boolean;
  refusal: { readonly reason: string; readonly by: 'master' | 'dispatcher' | 'admin' } | undefined;
  fee: { readonly kopecks: number; state: 'paid' | 'due' | 'forgiven' } | undefined;
}

/**
 * The books of the day, kept from what people did in their chats and from nothing else: it knows neither the database nor
 * the program's money.
 */
export class Ledger {
  readonly orders = new Map<string, LedgerOrder>();
  readonly entries: Entry[] = [];
  /** Cash that masters have handed in. */
  readonly handedIn: { readonly masterId: number; readonly kopecks: number }[] = [];
  readonly #sheets: ReadonlyMap<number, MasterSheet>;
  readonly #nowMs: () => number;

  constructor(sheets: ReadonlyMap<number, MasterSheet>, nowMs: () => number) {
    this.#sheets = sheets;
    this.#nowMs = nowMs;
  }

  created(number: string, about: { dispatcherId: number; category: string; isWarranty: boolean }): LedgerOrder {
    if (this.orders.has(number)) throw new Error(`${number} was given twice.`);
    const atMs = this.#nowMs();
    const order: LedgerOrder = {
      number,
      ...about,
      createdAtMs: atMs,
      ending: 'open',
      endedAtMs: atMs,
      masterId: undefined,
      lines: [],
      taken: [],
      visits: 0,
      hasReview: false,
      refusal: undefined,
      fee: undefined,
    };
    this.orders.set(number, order);
    return order;
  }

  taken(order: LedgerOrder, masterId: number | undefined): void {
    order.masterId = masterId;
  }

  /** A master has been there and left, whether or not it was done. */
  visited(order: LedgerOrder): void {
    order.visits += 1;
  }

  finished(
    order: LedgerOrder,
    report: {
      readonly lines: readonly LedgerLine[];
      readonly hasReview: boolean;
      readonly paid: readonly (readonly [Way, number])[];
    },
  ): void {
    order.lines = order.isWarranty ? report.lines.map((line) => ({ ...line, kopecks: 0 })) : report.lines;
    order.hasReview = report.hasReview;
    for (const [way, kopecks] of report.paid) this.paid(order, 'work', way, kopecks, order.masterId);
    this.visited(order);
    order.ending = 'done';
    order.endedAtMs = this.#nowMs();
  }

  paid(order: LedgerOrder, what: Taken['what'], way: Way, kopecks: number, byMasterId: number | undefined): void {
    if (kopecks === 0) return;
    order.taken.push({ what, way, kopecks, masterId: way === 'cash' ? byMasterId : undefined });
    if (what === 'fee') {
      if (order.fee !== undefined) order.fee.state = 'paid';
      this.#enter(order, 0, { work: kopecks, parts: 0, partsCost: 0, visits: 1, hasReview: false, isWarranty: false });
    }
  }

  closed(order: LedgerOrder): void {
    const sum = (kind: LedgerLine['kind'], of: 'kopecks' | 'costKopecks'): number =>
      order.lines.reduce((all, line) => all + (line.kind === kind ? line[of] : 0), 0);
    const { visits, hasReview, isWarranty } = order;
    const came = { work: sum('work', 'kopecks'), parts: sum('part', 'kopecks'), partsCost: sum('part', 'costKopecks') };
    this.#enter(order, 1, { ...came, visits, hasReview, isWarranty });
    this.#end(order, 'closed');
  }

  reopened(order: LedgerOrder): void {
    const last = this.entries.findLast((entry) => entry.order === order && entry.orders === 1);
    if (last === undefined) throw new Error(`${order.number} was not closed.`);
    const { gross, parts, master, company, masterId } = last;
    const back = { gross: -gross, parts: -parts, master: -master, company: -company };
    this.entries.push({ ...back, masterId, order, atMs: this.#nowMs(), orders: -1 });
    order.ending = 'open';
  }

  /** Back to work before it was closed. */
  returned(order: LedgerOrder): void {
    order.ending = 'open';
  }

  refused(
    order: LedgerOrder,
    refusal: { readonly reason: string; readonly by: 'master' | 'dispatcher' | 'admin' },
    fee: { readonly kopecks: number; readonly how: Way | 'due' | 'forgiven' } | undefined,
  ): void {
    order.refusal = refusal;
    this.#end(order, 'refused');
    if (fee === undefined) return;
    const { kopecks, how } = fee;
    order.fee = { kopecks, state: how === 'due' || how === 'forgiven' ? how : 'paid' };
    if (how !== 'due' && how !== 'forgiven')
      this.paid(order, 'fee', how, kopecks, refusal.by === 'master' ? order.masterId : undefined);
  }

  cancelled(order: LedgerOrder): void {
    this.#end(order, 'cancelled');
  }

  /** A drive for nothing is the firm's loss. */
  droveForNothing(order: LedgerOrder): void {
    const sheet = this.#sheets.get(order.masterId ?? 0);
    const division = sheet === undefined ? undefined : divideFalseCall(sheet);
    if (division !== undefined && order.masterId !== undefined)
      this.entries.push({ ...division, masterId: order.masterId, order, atMs: this.#nowMs(), orders: 0 });
  }

  handIn(masterId: number, kopecks: number): void {
    this.handedIn.push({ masterId, kopecks });
  }

  /** What a master has in their pocket of the clients' money. */
  cashOf(masterId: number): number {
    let held = 0;
    for (const { taken } of this.orders.values())
      for (const one of taken)
        if (one.way === 'cash' && one.masterId === masterId) held += one.what === 'back' ? -one.kopecks : one.kopecks;
    for (const one of this.handedIn) if (one.masterId === masterId) held -= one.kopecks;
    return held;
  }

  /** At the limit no more offers come. */
  isAtLimit(masterId: number): boolean {
    const limit = this.#sheets.get(masterId)?.cashLimitRubles;
    return limit !== undefined && this.cashOf(masterId) >= limit * 100;
  }

  /** Whether a master with a limit may reach it any moment, by an order that they are at: what they are asked now may be refused. */
  mayReachLimit(masterId: number): boolean {
    const hasLimit = this.#sheets.get(masterId)?.cashLimitRubles !== undefined;
    return hasLimit && [...this.orders.values()].some((one) => one.masterId === masterId && one.ending === 'open');
  }

  #enter(order: LedgerOrder, orders: Entry['orders'], came: Parameters<typeof divide>[2]): void {
    const { masterId } = order;
    const sheet = this.#sheets.get(masterId ?? 0);
    if (masterId === undefined || sheet === undefined) throw new Error(`${order.number} has no master.`);
    this.entries.push({ ...divide(sheet, order.category, came), masterId, order, atMs: this.#nowMs(), orders });
  }

  #end(order: LedgerOrder, ending: Ending): void {
    order.ending = ending;
    order.endedAtMs = this.#nowMs();
  }
}

export function totalOf(order: LedgerOrder): number {
  return order.lines.reduce((sum, { kopecks }) => sum + kopecks, 0);
}

/** For the work, less what went back. */
export function paidOf(order: LedgerOrder): number {
  return order.taken.reduce(
    (sum, { what, kopecks }) => sum + (what === 'work' ? kopecks : what === 'back' ? -kopecks : 0),
    0,
  );
}
