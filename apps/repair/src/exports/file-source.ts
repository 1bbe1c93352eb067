import type { RowSource, Table } from '@durabot/kit';
import type { Sql } from '@durabot/postgres';
import { z } from 'zod';
import { findReport } from '../reports/reports.ts';
import { reportPeriod } from '../reports/report-text.ts';
import type { MadeReport, ReportStyle } from '../reports/report.ts';
import { findMasterById } from '../store/master-store.ts';
import { texts } from '../texts.ts';
import { listOrdersForExport, ordersTable } from './orders-table.ts';
import { listSettlementLines, readSettlement } from '../store/settlement-store.ts';
import { settlementTable } from './settlement-table.ts';

const moment = z.iso.datetime();

/** What a file or a picture is made of. Jobs keep it, so it keeps its meaning. */
export const fileSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('report'),
    report: z.string(),
    from: moment,
    to: moment,
    masterId: z.number().optional(),
  }),
  z.object({ kind: z.literal('orders'), from: moment, to: moment }),
  z.object({ kind: z.literal('settlement'), settlementId: z.number() }),
]);

export type FileSource = z.infer<typeof fileSource>;

/** A source that was opened: its table and rows are handed to whoever writes the file. */
export interface OpenedSource {
  readonly title: string;
  readonly filters: readonly (readonly [label: string, value: string])[];
  readonly made: MadeReport | undefined;
  /** Without an ending. */
  readonly fileName: string;
  withTable<T>(use: <Row>(table: Table<Row>, rows: RowSource<Row>) => T): T;
}

/** Opens a source as of a moment. Undefined when there is no such thing any more. */
export async function openSource(
  sql: Sql,
  source: FileSource,
  style: ReportStyle,
  now: Date,
): Promise<OpenedSource | undefined> {
  const words = texts(style.language);
  if (source.kind === 'settlement') {
    const settlement = await readSettlement(sql, source.settlementId);
    if (settlement === undefined) return undefined;
    const lines = await listSettlementLines(sql, settlement.id);
    const { table, filters } = settlementTable(settlement, style);
    return {
      title: table.title[style.language],
      filters,
      made: undefined,
      fileName: `settlement_${settlement.id}`,
      withTable: (use) => use(table, lines),
    };
  }
  const period = { from: new Date(source.from), to: new Date(source.to) };
  const query = { ...period, zone: style.zone, now };
  const filters: [string, string][] = [[words.plain('export-period'), reportPeriod(query, style.language)]];
  const days = [period.from, new Date(period.to.getTime() - 1)].map((at) => dayIn(style.zone, at)).join('_');
  if (source.kind === 'orders') {
    const table = ordersTable(style);
    return {
      title: table.title[style.language],
      filters,
      made: undefined,
      fileName: `orders_${days}`,
      withTable: (use) => use(table, listOrdersForExport(sql, period)),
    };
  }
  const report = findReport(source.report);
  if (report === undefined) return undefined;
  const { masterId } = source;
  if (masterId !== undefined) {
    const master = await findMasterById(sql, masterId);
    filters.push([words.plain('report-column-master'), master?.name ?? String(masterId)]);
  }
  const made = await report.make(sql, masterId === undefined ? query : { ...query, filters: { masterId } }, style);
  return {
    title: report.titleIn(style.language),
    filters,
    made,
    fileName: `${report.name.replaceAll('-', '_')}_${days}`,
    withTable: (use) => made.withTable(use),
  };
}

/** `2026-11-22` */
function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
}
