import type { Database, Tx } from '@durabot/postgres';
import { createRoles, type RoleRealm } from '@durabot/kit';
import type { Clock } from '@durabot/runtime';
import { yearIn } from '../domain/wall-clock.ts';
import {
  type EarningSums,
  findEarnings,
  groupEarnings,
  insertPaidEarnings,
  type StoredEarning,
} from './import-earnings.ts';
import { ImportError } from './import-error.ts';
import { createImportReport, note, reportOf, type ImportReport } from './import-report.ts';
import type { ImportSettings } from './import-settings.ts';
import { findImported, insertMasters, insertOrders, insertPeople, lockYears, sumOrders } from './import-store.ts';
import { parseChange, type OriginalChange } from './map-history.ts';
import { mapOrder, type ImportedOrder } from './map-order.ts';
import { mapStaff, type ImportedStaff } from './map-people.ts';
import { openOriginalFile, type OriginalFile } from './original-file.ts';
import { integerOf } from './read-cell.ts';

export interface ImportDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Whose roles the file's people get. */
  readonly realm: RoleRealm;
  /** Orders in one transaction. */
  readonly batchSize?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Numbering of new orders waits for a batch, so it is small. */
const usualBatch = 100;
/** Tables that are read for their number of rows only, because all in them follows from orders or was the bot's own. */
const handledTables = new Set(['users', 'masters', 'orders', 'order_status_history']);

/**
 * Takes over the file of the earlier bot: people with their roles, masters, orders with their history and money. It is
 * done in batches, each all or nothing; a second run goes on where the first one ended and imports nothing twice.
 * A dry run does the same and takes each batch back.
 *
 * @throws ImportError when the file cannot be used, or another company's file was imported under this source
 */
export async function importOriginal(
  deps: ImportDeps,
  path: string,
  options: { readonly settings: ImportSettings; readonly dryRun: boolean },
): Promise<ImportReport> {
  const file = await openOriginalFile(path);
  try {
    return await new ImportRun(deps, file, options).run();
  } finally {
    file.close();
  }
}

class ImportRun {
  readonly #deps: ImportDeps;
  readonly #file: OriginalFile;
  readonly #report: ImportReport;
  readonly #settings: ImportSettings;
  readonly #staff: ImportedStaff;

  constructor(
    deps: ImportDeps,
    file: OriginalFile,
    { settings, dryRun }: { readonly settings: ImportSettings; readonly dryRun: boolean },
  ) {
    this.#deps = deps;
    this.#file = file;
    this.#report = createImportReport(settings.source, dryRun);
    this.#staff = mapStaff(file, settings, this.#report);
    this.#settings = { ...settings, operatorId: settings.operatorId ?? firstAuthor(this.#staff) };
  }

  async run(): Promise<ImportReport> {
    await this.#transaction((tx) => this.#writePeople(tx, true));
    const changes = this.#readChanges();
    const total = this.#file.countRows('orders');
    const earnings: StoredEarning[] = [];
    let batch: ImportedOrder[] = [];
    let done = 0;
    const write = async (): Promise<void> => {
      earnings.push(...(await this.#writeBatch(batch)));
      batch = [];
      this.#deps.onProgress?.(done, total);
    };
    for (const row of this.#file.rows('orders')) {
      const table = reportOf(this.#report, 'orders');
      table.read += 1;
      done += 1;
      const id = integerOf(row, 'id');
      const mapped = mapOrder(row, (id === undefined ? undefined : changes.get(id)) ?? [], this.#staff, this.#settings);
      if (mapped.kind === 'skipped') note(table.skipped, mapped.reason, id);
      else {
        for (const warning of mapped.warnings) note(table.warnings, warning, id);
        batch.push(mapped.order);
      }
      if (batch.length >= (this.#deps.batchSize ?? usualBatch)) await write();
    }
    await write();
    if (!this.#report.dryRun) await this.#settle(earnings);
    for (const table of this.#file.tables) {
      if (handledTables.has(table) || table.startsWith('sqlite_')) continue;
      const entry = reportOf(this.#report, table);
      entry.read = this.#file.countRows(table);
      if (entry.read > 0) note(entry.warnings, 'not_taken_over', undefined);
    }
    return this.#report;
  }

  /** Commits, or in a dry run takes everything back. */
  async #transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const tx = await this.#deps.db.begin();
    try {
      const result = await work(tx);
      if (this.#report.dryRun) await tx.rollback();
      else await tx.commit();
      return result;
    } catch (error) {
      await tx.rollback();
      throw error;
    }
  }

  async #writePeople(tx: Tx, isCounted: boolean): Promise<void> {
    const { people, masters } = this.#staff;
    const newPeople = await insertPeople(tx, people);
    const newMasters = await insertMasters(tx, masters, this.#settings.now);
    const granted = await this.#grantRoles(tx);
    if (!isCounted) return;
    const users = reportOf(this.#report, 'users');
    // A person who is only a master was read from there.
    const fromUsers = people.slice(0, users.read - sumOf(users.skipped));
    users.imported = fromUsers.filter(({ userId }) => newPeople.has(userId)).length;
    users.known = fromUsers.length - users.imported;
    const table = reportOf(this.#report, 'masters');
    table.imported = newMasters.size;
    table.known = masters.length - newMasters.size;
    for (const userId of granted) note(users.warnings, 'roles_granted', userId);
  }

  async #grantRoles(tx: Tx): Promise<number[]> {
    const { db, clock, realm } = this.#deps;
    const roles = createRoles({ ...realm, db, clock, allowed: { admin: [], dispatcher: [], master: [] } });
    const granted = new Set<number>();
    for (const { userId, roles: names } of this.#staff.people) {
      for (const role of names) {
        const { kind } = await roles.grant(tx, { userId, role, by: undefined });
        if (kind === 'granted') granted.add(userId);
      }
    }
    return [...granted];
  }

  #readChanges(): Map<number, OriginalChange[]> {
    const table = reportOf(this.#report, 'order_status_history');
    const byOrder = new Map<number, OriginalChange[]>();
    for (const row of this.#file.rows('order_status_history')) {
      table.read += 1;
      const orderId = integerOf(row, 'order_id');
      const change = parseChange(row, this.#staff, this.#settings);
      if (orderId === undefined || change === undefined) {
        note(table.skipped, 'unreadable', integerOf(row, 'id'));
        continue;
      }
      const known = byOrder.get(orderId);
      if (known === undefined) byOrder.set(orderId, [change]);
      else known.push(change);
    }
    return byOrder;
  }

  /** One batch; where the database refuses it, its orders one by one, so that a single bad row costs only itself. */
  async #writeBatch(orders: readonly ImportedOrder[]): Promise<StoredEarning[]> {
    if (orders.length === 0) return [];
    try {
      const written = await this.#transaction((tx) => this.#writeOrders(tx, orders));
      this.#count(orders, written);
      return written.earnings;
    } catch (error) {
      const refused = constraintOf(error);
      if (refused === undefined) throw error;
      const [first, ...others] = orders;
      if (first === undefined) return [];
      if (others.length > 0) {
        const earnings: StoredEarning[] = [];
        for (const order of orders) earnings.push(...(await this.#writeBatch([order])));
        return earnings;
      }
      note(reportOf(this.#report, 'orders').skipped, `refused:${refused}`, first.originalId);
      return [];
    }
  }

  async #writeOrders(tx: Tx, orders: readonly ImportedOrder[]): Promise<WrittenBatch> {
    const { zone, source } = this.#settings;
    if (this.#report.dryRun) await this.#writePeople(tx, false);
    await lockYears(
      tx,
      orders.map(({ createdAt }) => yearIn(zone, createdAt)),
    );
    const known = await findImported(
      tx,
      orders.map(({ key }) => key),
    );
    for (const { key, createdAt, hasOwnTime, originalId } of orders) {
      const stored = known.get(key);
      if (stored === undefined || !hasOwnTime || stored.createdAt.getTime() === createdAt.getTime()) continue;
      throw new ImportError(
        'IMPORT_SOURCE_TAKEN',
        `Order ${originalId} of "${source}" was imported with another time. Is this another company's file? ` +
          'Then name it with --source. Otherwise give the same --zone as before.',
      );
    }
    const fresh = orders.filter(({ key }) => !known.has(key));
    const ids = fresh.length === 0 ? new Map<string, number>() : await insertOrders(tx, fresh, zone);
    const earnings = orders.flatMap((order): StoredEarning[] => {
      const id = ids.get(order.key) ?? known.get(order.key)?.id;
      return order.money.earning === undefined || order.isDeleted || id === undefined
        ? []
        : [{ order_id: id, ...order.money.earning }];
    });
    const sums = await sumOrders(tx, [...ids.values()]);
    const shares = { masters: 0, company: 0 };
    const groups = this.#report.dryRun ? await this.#newGroups(tx, earnings) : [];
    for (const group of groups) {
      const { masters, company } = await insertPaidEarnings(tx, group, this.#settings.now);
      shares.masters += masters;
      shares.company += company;
    }
    // Deferred constraints and triggers have their say before anything is counted.
    await tx.query('set constraints all immediate');
    return { ids, earnings, written: groups.flat(), after: { ...sums, ...shares } };
  }

  #count(orders: readonly ImportedOrder[], { ids, after, written }: WrittenBatch): void {
    const table = reportOf(this.#report, 'orders');
    const history = reportOf(this.#report, 'order_status_history');
    table.imported += ids.size;
    table.known += orders.length - ids.size;
    const { money } = this.#report;
    for (const order of orders) {
      if (!ids.has(order.key)) continue;
      // Creation and import are lines of ours.
      history.imported += order.history.length - 2;
      const { before } = order.money;
      for (const name of ['closed', 'materials', 'prepaid', 'fees'] as const) money[name].before += before[name];
      // The rest is counted with its line; without a master there is none.
      if (order.isDeleted || order.money.earning !== undefined) continue;
      money.masters.before += before.masters;
      money.company.before += before.company;
    }
    for (const name of ['closed', 'materials', 'prepaid', 'fees'] as const) money[name].after += after[name];
    this.#countEarnings(written, after);
  }

  /** What masters got goes in at the end, a master's year at a time, each in a settlement that is paid. */
  async #settle(earnings: readonly StoredEarning[]): Promise<void> {
    for (const group of await this.#newGroups(this.#deps.db, earnings)) {
      this.#countEarnings(group, await this.#transaction((tx) => insertPaidEarnings(tx, group, this.#settings.now)));
    }
  }

  #countEarnings(written: readonly StoredEarning[], after: EarningSums): void {
    const { masters, company } = this.#report.money;
    for (const earning of written) {
      masters.before += earning.share_minor;
      company.before += earning.explanation.companyMinor;
    }
    masters.after += after.masters;
    company.after += after.company;
  }

  async #newGroups(
    sql: Parameters<typeof findEarnings>[0],
    earnings: readonly StoredEarning[],
  ): Promise<StoredEarning[][]> {
    const stored = await findEarnings(
      sql,
      earnings.map(({ idempotency_key }) => idempotency_key),
    );
    return groupEarnings(
      earnings.filter(({ idempotency_key }) => !stored.has(idempotency_key)),
      this.#settings.zone,
    );
  }
}

interface WrittenBatch {
  readonly ids: ReadonlyMap<string, number>;
  /** Of all orders of the batch, also of those that were known. */
  readonly earnings: StoredEarning[];
  /** Those whose lines went in with it, in a dry run. */
  readonly written: readonly StoredEarning[];
  readonly after: Readonly<Record<'closed' | 'materials' | 'prepaid' | 'fees' | 'masters' | 'company', number>>;
}

function firstAuthor({ people }: ImportedStaff): number | undefined {
  const found =
    people.find(({ roles }) => roles.includes('admin')) ?? people.find(({ roles }) => roles.includes('dispatcher'));
  return found?.userId;
}

function sumOf(reasons: ReadonlyMap<string, { readonly count: number }>): number {
  return [...reasons.values()].reduce((sum, { count }) => sum + count, 0);
}

/** The name of what a row broke, when it is the row's fault (classes 22 and 23 of SQL). */
function constraintOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !/^2[23]/.test(String(error.code))) return undefined;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : String(error.code);
}
