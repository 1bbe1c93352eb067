/** What became of one table. */
export interface TableReport {
  readonly table: string;
  read: number;
  imported: number;
  /** Imported by an earlier run. */
  known: number;
  /** Left out, by reason. */
  readonly skipped: Map<string, Examples>;
  /** Imported, but not all as it was, by reason. */
  readonly warnings: Map<string, Examples>;
}

/** How often something happened, and to which rows: the ids of the first ones. */
export interface Examples {
  count: number;
  readonly ids: number[];
}

/** A sum of money in the file and in the database, over the rows of this run, in minor units. */
export interface MoneyReport {
  readonly name: MoneyName;
  before: number;
  after: number;
}

export const moneyNames = ['closed', 'materials', 'masters', 'company', 'prepaid', 'fees'] as const;

export type MoneyName = (typeof moneyNames)[number];

/** All that an import has to say. */
export interface ImportReport {
  readonly dryRun: boolean;
  readonly source: string;
  readonly tables: Map<string, TableReport>;
  readonly money: Readonly<Record<MoneyName, MoneyReport>>;
}

const mostExamples = 5;

const none = (name: MoneyName): MoneyReport => ({ name, before: 0, after: 0 });

export function createImportReport(source: string, dryRun: boolean): ImportReport {
  return {
    dryRun,
    source,
    tables: new Map(),
    money: {
      closed: none('closed'),
      materials: none('materials'),
      masters: none('masters'),
      company: none('company'),
      prepaid: none('prepaid'),
      fees: none('fees'),
    },
  };
}

/** The report of one table, begun when it is not there yet. */
export function reportOf(report: ImportReport, table: string): TableReport {
  const known = report.tables.get(table);
  if (known !== undefined) return known;
  const fresh = { table, read: 0, imported: 0, known: 0, skipped: new Map(), warnings: new Map() };
  report.tables.set(table, fresh);
  return fresh;
}

/** Notes one more row under a reason. */
export function note(reasons: Map<string, Examples>, reason: string, id: number | undefined): void {
  const entry = reasons.get(reason) ?? { count: 0, ids: [] };
  reasons.set(reason, entry);
  entry.count += 1;
  if (id !== undefined && entry.ids.length < mostExamples) entry.ids.push(id);
}

/** Whether every kopeck of the file is in the database. */
export function moneyAgrees({ money }: ImportReport): boolean {
  return moneyNames.every((name) => money[name].before === money[name].after);
}

/** Whether anything was left out. */
export function hasSkipped({ tables }: ImportReport): boolean {
  return [...tables.values()].some(({ skipped }) => skipped.size > 0);
}

/** One line of the report as data. */
export interface ReportRow {
  readonly part: 'table' | 'skipped' | 'warning' | 'money';
  readonly name: string;
  readonly reason?: string;
  readonly [count: string]: number | string | readonly number[] | undefined;
}

/** The report as rows, for a program that reads it. */
export function reportRows(report: ImportReport): ReportRow[] {
  const rows: ReportRow[] = [];
  for (const { table, read, imported, known, skipped, warnings } of report.tables.values()) {
    const left = [...skipped.values()].reduce((sum, { count }) => sum + count, 0);
    rows.push({ part: 'table', name: table, read, imported, known, skipped: left });
    for (const [reason, { count, ids }] of skipped) rows.push({ part: 'skipped', name: table, reason, count, ids });
    for (const [reason, { count, ids }] of warnings) rows.push({ part: 'warning', name: table, reason, count, ids });
  }
  for (const name of moneyNames) rows.push({ part: 'money', ...report.money[name] });
  return rows;
}
