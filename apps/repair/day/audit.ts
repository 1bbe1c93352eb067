import { periodBetween } from '../src/reports/period.ts';
import { readDailySummary } from '../src/reports/desk-store.ts';
import { readDebts, readRefusals, readRevenue, revenueGroups, type RevenueGroup } from '../src/reports/money-store.ts';
import { readMasterReport } from '../src/reports/master-report-store.ts';
import { zone, type Firm } from './firm.ts';
import { paidOf, totalOf, type Entry, type Ledger } from './ledger.ts';
import { draftSheets } from './desk-acts.ts';
import { readBooks, readSheets } from './read-books.ts';

export interface Audit {
  /** How many figures were compared. */
  readonly compared: number;
  /** What differs, by name; nothing when the books add up. */
  readonly differences: readonly string[];
  readonly endings: Readonly<Record<string, number>>;
  readonly totals: Readonly<Record<'gross' | 'parts' | 'masters' | 'company' | 'paid' | 'due' | 'cash', number>>;
}

/** Compares every report and every sum of the database with the books that were kept beside it. */
export async function auditBooks(deps: {
  readonly firm: Firm;
  readonly ledger: Ledger;
  readonly startMs: number;
}): Promise<Audit> {
  const { firm, ledger, startMs } = deps;
  const check = new Comparison();
  const week = periodBetween(dayOf(startMs), dayOf(startMs + 6 * 86_400_000), zone);
  const query = { ...week, zone, now: new Date(firm.clock.nowMs()) };
  const orders = [...ledger.orders.values()];

  for (const by of revenueGroups) {
    const rows = await readRevenue(firm.db, query, by);
    const expected = groupEntries(ledger.entries, (entry) => groupOf(firm, entry, by));
    check.same(
      `groups of revenue by ${by}`,
      rows.map(({ group }) => group).toSorted(),
      [...expected.keys()].toSorted(),
    );
    for (const row of rows) {
      const sum = expected.get(row.group) ?? sumOf([]);
      check.same(`revenue by ${by}, ${row.group}`, revenueRow(row), {
        ...sum.division,
        orders: sum.orders,
        ticket: sum.ticket,
      });
    }
  }
  const summary = await readDailySummary(firm.db, query);
  const ended = (ending: string): number => orders.filter((one) => one.ending === ending).length;
  check.same(
    'summary',
    { ...summary },
    {
      created: orders.length,
      closed: ended('closed'),
      refused: ended('refused'),
      cancelled: ended('cancelled'),
      grossMinor: orders.filter(({ ending }) => ending === 'closed').reduce((sum, one) => sum + totalOf(one), 0),
      open: ended('open') + ended('done'),
      withoutMaster: 0,
      onHold: 0,
    },
  );
  compareMasters(check, ledger, await readMasterReport(firm.db, query));
  compareRefusals(check, ledger, await readRefusals(firm.db, query));
  compareDebts(check, firm, ledger, await readDebts(firm.db, query));
  await compareOrders(check, firm, ledger);
  await compareSheets(check, firm, ledger, week);

  const division = sumOf(ledger.entries).division;
  return {
    compared: check.count,
    differences: check.differences,
    endings: Object.fromEntries(
      ['closed', 'done', 'refused', 'cancelled', 'open'].map((ending) => [ending, ended(ending)]),
    ),
    totals: {
      gross: division.gross,
      parts: division.parts,
      masters: division.master,
      company: division.company,
      paid: orders.reduce((sum, order) => sum + paidOf(order), 0),
      due: orders.reduce((sum, order) => sum + (isCharged(order.ending) ? totalOf(order) - paidOf(order) : 0), 0),
      cash: firm.masters.reduce((sum, { id }) => sum + ledger.cashOf(id), 0),
    },
  };
}

/** Notes what differs, and goes on. */
class Comparison {
  count = 0;
  readonly differences: string[] = [];

  same(what: string, has: unknown, should: unknown): void {
    this.count += 1;
    const [is, wanted] = [JSON.stringify(has), JSON.stringify(should)];
    if (is !== wanted) this.differences.push(`${what}: the program says ${is}, the ledger ${wanted}`);
  }
}

interface Sum {
  readonly division: {
    readonly gross: number;
    readonly parts: number;
    readonly master: number;
    readonly company: number;
  };
  readonly orders: number;
  readonly ticket: number | null;
}

function sumOf(entries: readonly Entry[]): Sum {
  const add = (of: 'gross' | 'parts' | 'master' | 'company', some = entries): number =>
    some.reduce((sum, entry) => sum + entry[of], 0);
  const closed = entries.filter((entry) => entry.orders !== 0);
  const orders = entries.reduce((sum, entry) => sum + entry.orders, 0);
  const ticket = orders === 0 ? null : Math.round(add('gross', closed) / orders);
  return {
    division: { gross: add('gross'), parts: add('parts'), master: add('master'), company: add('company') },
    orders,
    ticket,
  };
}

function revenueRow(row: {
  readonly grossMinor: number;
  readonly partsMinor: number;
  readonly shareMinor: number;
  readonly companyMinor: number;
  readonly orders: number;
  readonly ticketMinor: number | null;
}): object {
  const { grossMinor: gross, partsMinor: parts, shareMinor: master, companyMinor: company, orders, ticketMinor } = row;
  return { gross, parts, master, company, orders, ticket: ticketMinor };
}

function groupEntries(entries: readonly Entry[], key: (entry: Entry) => string): Map<string, Sum> {
  const groups = groupBy(entries, key);
  return new Map([...groups].map(([name, some]) => [name, sumOf(some)]));
}

function groupOf(firm: Firm, entry: Entry, by: RevenueGroup): string {
  switch (by) {
    case 'day':
      return dayOf(entry.atMs);
    case 'master':
      return nameOf(firm, entry.masterId);
    case 'category':
      return entry.order.category;
    case 'dispatcher':
      return firm.dispatchers.find(({ id }) => id === entry.order.dispatcherId)?.name ?? '';
  }
}

function groupBy<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

function nameOf(firm: Firm, masterId: number | undefined): string {
  return firm.masters.find(({ id }) => id === masterId)?.name ?? '';
}

/** `2026-11-23`, by the firm's clock. */
function dayOf(atMs: number): string {
  return new Intl.DateTimeFormat('sv', { timeZone: zone }).format(atMs);
}

function isCharged(ending: string): boolean {
  return ending === 'closed' || ending === 'done';
}

function compareMasters(check: Comparison, ledger: Ledger, rows: Awaited<ReturnType<typeof readMasterReport>>): void {
  const expected = [...ledger.orders.values()].filter(({ ending }) => ending === 'closed' || ending === 'refused');
  check.same('orders in the report of masters', rows.length, expected.length);
  for (const row of rows) {
    const order = ledger.orders.get(row.number);
    if (order === undefined) continue;
    const fee = order.fee === undefined || order.fee.state === 'forgiven' ? 0 : order.fee.kopecks;
    const share = ledger.entries.reduce((sum, one) => sum + (one.order === order ? one.master : 0), 0);
    check.same(
      `${row.number} in the report of masters`,
      [row.masterId, row.result, row.sumMinor, row.shareMinor],
      [order.masterId, order.ending, order.ending === 'closed' ? totalOf(order) : fee, share],
    );
  }
}

function compareRefusals(check: Comparison, ledger: Ledger, rows: Awaited<ReturnType<typeof readRefusals>>): void {
  const refused = [...ledger.orders.values()].filter(
    ({ refusal, ending }) => refusal !== undefined && ending === 'refused',
  );
  const groups = groupBy(refused, ({ refusal }) => `${refusal?.by}: ${refusal?.reason}`);
  check.same(
    'reasons of refusals',
    rows.map((row) => `${row.refusedBy}: ${row.reason}`).toSorted(),
    [...groups.keys()].toSorted(),
  );
  for (const row of rows) {
    const some = groups.get(`${row.refusedBy}: ${row.reason}`) ?? [];
    const fees = (state: string): number =>
      some.reduce((sum, { fee }) => sum + (fee?.state === state ? fee.kopecks : 0), 0);
    check.same(
      `refusals, ${row.reason}`,
      [row.count, row.feePaidMinor, row.feeDueMinor, row.feeForgivenMinor],
      [some.length, fees('paid'), fees('due'), fees('forgiven')],
    );
  }
}

function compareDebts(
  check: Comparison,
  firm: Firm,
  ledger: Ledger,
  rows: Awaited<ReturnType<typeof readDebts>>,
): void {
  const orders = [...ledger.orders.values()];
  const expected = [
    ...orders
      .filter((one) => isCharged(one.ending) && totalOf(one) > paidOf(one))
      .map((one) => `client ${one.number} ${totalOf(one) - paidOf(one)}`),
    ...orders
      .filter(({ fee, ending }) => ending === 'refused' && fee?.state === 'due')
      .map((one) => `fee ${one.number} ${one.fee?.kopecks ?? 0}`),
    ...firm.masters
      .filter(({ id }) => ledger.cashOf(id) !== 0)
      .map(({ id, name }) => `master ${name} ${ledger.cashOf(id)}`),
  ];
  const has = rows.map(({ kind, who, amountMinor }) => `${kind} ${who} ${amountMinor}`);
  check.same('debts and cash', has.toSorted(), expected.toSorted());
}

/** What the tables say of each order, added up anew from its lines, payments and earnings. */
async function compareOrders(check: Comparison, firm: Firm, ledger: Ledger): Promise<void> {
  const { orders, cash } = await readBooks(firm.db);
  check.same(
    'numbers of orders',
    orders.map(({ number }) => number),
    [...ledger.orders.keys()].toSorted(),
  );
  for (const has of orders) {
    const order = ledger.orders.get(has.number);
    if (order === undefined) continue;
    const isOver = isCharged(order.ending);
    check.same(
      `${has.number} ended`,
      has.status,
      { open: 'open', done: 'work_done' }[order.ending as string] ?? order.ending,
    );
    if (isOver) {
      check.same(`total of ${has.number} is the sum of its lines`, has.totalMinor, has.linesMinor - has.discountMinor);
      check.same(`total of ${has.number}`, has.totalMinor, totalOf(order));
    }
    check.same(`paid for ${has.number}`, has.paidMinor, paidOf(order));
    const division = sumOf(ledger.entries.filter((entry) => entry.order === order)).division;
    check.same(`division of ${has.number}`, has.division, division);
    check.same(
      `division of ${has.number} loses nothing`,
      has.division.gross,
      has.division.parts + has.division.master + has.division.company,
    );
  }
  for (const { id, name } of firm.masters) {
    const has = cash.get(id) ?? { takenMinor: 0, handedInMinor: 0 };
    check.same(`cash in the hands of ${name}`, has.takenMinor - has.handedInMinor, ledger.cashOf(id));
  }
}

/** The week of each master: what they earned, and the cash they hold, for and against. The owner has it made on Monday. */
async function compareSheets(
  check: Comparison,
  firm: Firm,
  ledger: Ledger,
  week: { readonly from: Date; readonly to: Date },
): Promise<void> {
  firm.clock.advance(Math.max(0, week.to.getTime() + 9.5 * 3_600_000 - firm.clock.nowMs()));
  await firm.patience.quiet();
  await draftSheets(firm.owner);
  await firm.patience.quiet();
  const sheets = await readSheets(firm.db, week);
  for (const { id, name } of firm.masters) {
    const { gross, parts, master } = sumOf(ledger.entries.filter(({ masterId }) => masterId === id)).division;
    const cash = ledger.cashOf(id);
    const expected = { gross, parts, master, cash, balance: master - cash };
    const isEmpty = Object.values(expected).every((kopecks) => kopecks === 0);
    check.same(`the sheet of ${name}`, sheets.get(id), isEmpty ? undefined : expected);
  }
}
