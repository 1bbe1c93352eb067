import type { ActionButton } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Language } from '@durabot/runtime';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Desk } from '../desk.ts';
import type { FileSource } from '../exports/file-source.ts';
import { fileFormats } from '../exports/file-jobs.ts';
import { texts } from '../texts.ts';
import {
  groupNames,
  offeredPeriods,
  ownReports,
  periodAsked,
  reportGroups,
  type AskedPeriod,
  type ReportGroup,
  type ReportScope,
} from './report-menu.ts';
import { findReport } from './reports.ts';

/** Kinds of the buttons around reports, as they are stored. */
export const reportActions = {
  menu: 'reports.menu',
  group: 'reports.group',
  show: 'reports.show',
  dates: 'reports.dates',
  picture: 'reports.picture',
  file: 'reports.file',
} as const;

/** A message of the reports. */
export interface Page {
  readonly html: string;
  readonly reply_markup: InlineKeyboardMarkup;
}

/** For whom a page is drawn. */
export interface PageReader {
  readonly userId: number;
  readonly language: Language;
  readonly scope: Exclude<ReportScope, undefined>;
}

/** Which report of which days. */
export interface ReportChoice {
  readonly report: string;
  readonly period: AskedPeriod;
}

function button(reader: PageReader, kind: string, text: string, params: unknown): ActionButton {
  return { kind, text, entity: 'report', entityId: 'menu', params, scope: { userIds: [reader.userId] } };
}

/** Groups of reports for the desk; a master chooses among their own at once. */
export async function menuPage(desk: Desk, tx: Tx, reader: PageReader): Promise<Page> {
  if (reader.scope.kind === 'own') return listPage(desk, tx, reader, ownReports, false);
  const words = texts(reader.language);
  const rows = groupNames.map((group) => [
    button(reader, reportActions.group, words.plain('reports-group', { group }), { group }),
  ]);
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  return { html: words.t('reports-menu'), reply_markup: { inline_keyboard } };
}

export function groupPage(desk: Desk, tx: Tx, reader: PageReader, group: ReportGroup): Promise<Page> {
  return listPage(desk, tx, reader, reportGroups[group], true);
}

async function listPage(
  desk: Desk,
  tx: Tx,
  reader: PageReader,
  names: readonly string[],
  hasBack: boolean,
): Promise<Page> {
  const words = texts(reader.language);
  const rows = names.map((report) => [
    button(reader, reportActions.show, findReport(report)?.titleIn(reader.language) ?? report, {
      report,
      period: 'this_week',
    }),
  ]);
  if (hasBack) rows.push([button(reader, reportActions.menu, words.plain('reports-back'), {})]);
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  return { html: words.t('reports-choose'), reply_markup: { inline_keyboard } };
}

/** A report, and under it other periods, its chart and its files. */
export async function reportPage(
  desk: Desk,
  tx: Tx,
  reader: PageReader,
  { report, period }: ReportChoice,
): Promise<Page | undefined> {
  const found = findReport(report);
  if (found === undefined) return undefined;
  const { zone, currency } = desk.settings;
  const { language, scope } = reader;
  const words = texts(language);
  const nowMs = desk.clock.nowMs();
  const query = {
    ...periodAsked(period, nowMs, zone),
    zone,
    now: new Date(nowMs),
    ...(scope.kind === 'own' ? { filters: { masterId: scope.masterId } } : {}),
  };
  const made = await found.make(tx, query, { language, zone, currency });
  const rows: ActionButton[][] = offeredPeriods.map((names) =>
    names.map((name) => {
      const label = words.plain('reports-period', { period: name });
      const text = name === period ? `• ${label}` : label;
      return button(reader, reportActions.show, text, { report, period: name });
    }),
  );
  rows.push([button(reader, reportActions.dates, words.plain('reports-dates'), { report })]);
  if (!made.isEmpty) {
    // By the days that are shown: "today" is another day tomorrow.
    const source = sourceOf(report, query, scope);
    const files: ActionButton[] = fileFormats.map((format) =>
      button(reader, reportActions.file, format.toUpperCase(), { source, format }),
    );
    if (made.chart !== undefined)
      files.unshift(button(reader, reportActions.picture, words.plain('reports-chart'), { source }));
    rows.push(files);
  }
  const group = Object.entries(reportGroups).find(([, names]) => names.some((name) => name === report))?.[0];
  rows.push([
    scope.kind === 'own' || group === undefined
      ? button(reader, reportActions.menu, words.plain('reports-back'), {})
      : button(reader, reportActions.group, words.plain('reports-back'), { group }),
  ]);
  const inline_keyboard = await desk.actions.keyboard(tx, rows);
  return { html: made.html, reply_markup: { inline_keyboard } };
}

function sourceOf(
  report: string,
  { from, to }: { readonly from: Date; readonly to: Date },
  scope: PageReader['scope'],
): FileSource {
  return {
    kind: 'report',
    report,
    from: from.toISOString(),
    to: to.toISOString(),
    ...(scope.kind === 'own' ? { masterId: scope.masterId } : {}),
  };
}
