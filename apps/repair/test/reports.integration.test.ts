import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@durabot/postgres';
import { chartSvg, type Table, writeCsv } from '@durabot/kit';
import { type Language, languages, type TimerContext } from '@durabot/runtime';
import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { repairMigrations } from '../src/migrations.ts';
import { readBreaches, readCapacity, readDailySummary, readHolds, readLoad } from '../src/reports/desk-store.ts';
import { masterReport } from '../src/reports/master-report.ts';
import { text, type MadeReport, type Report } from '../src/reports/report.ts';
import { tableText } from '../src/reports/report-text.ts';
import { createReportSchedules, type ReportWishes } from '../src/reports/report-schedules.ts';
import { reports } from '../src/reports/reports.ts';
import { readFunnel } from '../src/reports/funnel-store.ts';
import { readMasterReport } from '../src/reports/master-report-store.ts';
import { readDebts, readRefusals, readRevenue, type RevenueGroup, revenueGroups } from '../src/reports/money-store.ts';
import { readOffers } from '../src/reports/offers-store.ts';
import { periodBetween } from '../src/reports/period.ts';
import { readQuality, readRatings } from '../src/reports/quality-store.ts';
import type { ReportQuery } from '../src/reports/report-query.ts';
import { readOnTime, readTimeToAccept } from '../src/reports/speed-store.ts';
import { createReportData, ivan, openReportData, sergey } from './report-data.ts';

let database: TestDatabase;
let db: Database;

const zone = 'Europe/Moscow';
/** Monday to Sunday; the week after it is just over, too. */
const week: ReportQuery = {
  ...periodBetween('2026-03-02', '2026-03-08', zone),
  zone,
  now: new Date('2026-03-20T09:00:00Z'),
};

const share = (master_id: number, at: string, [gross, parts, mine]: [number, number, number], key: string) => ({
  master_id,
  kind: 'order',
  gross_minor: gross,
  parts_minor: parts,
  share_minor: mine,
  company_minor: gross - parts - mine,
  advance_minor: 0,
  currency: 'RUB',
  explanation: {},
  at,
  idempotency_key: key,
});

const visit = (master_id: number, arrived_at: string, planned_to: string) => ({
  seq: 1,
  master_id,
  status: 'finished',
  outcome: 'done',
  planned_from: '2026-03-02T07:00:00Z',
  planned_to,
  arrived_at,
  finished_at: '2026-03-02T12:00:00Z',
  created_at: '2026-03-02T06:00:00Z',
});

beforeAll(async () => {
  database = await createTestDatabase(repairMigrations);
  db = database.db;
  const data = await createReportData(db);
  await data.add('master_shift', [
    { master_id: sergey, starts_at: '2026-03-02T06:00:00Z', ends_at: '2026-03-02T15:00:00Z' },
    { master_id: sergey, starts_at: '2026-03-03T06:00:00Z', ends_at: '2026-03-03T15:00:00Z' },
  ]);
  // Sergey: offered after 2 minutes, taken 8 later; at the door exactly 10 minutes after the window; 100 ₽, half of it his.
  const first = await data.order(
    {
      created_at: '2026-03-02T07:00:00Z',
      status: 'closed',
      master_id: sergey,
      first_offered_at: '2026-03-02T07:02:00Z',
      accepted_at: '2026-03-02T07:10:00Z',
      on_site_at: '2026-03-02T09:10:00Z',
      closed_at: '2026-03-02T12:00:00Z',
      finished_at: '2026-03-02T12:00:00Z',
      total_minor: 100_00,
    },
    {
      offer: [
        {
          seq: 1,
          master_id: sergey,
          status: 'accepted',
          is_active: false,
          sent_at: '2026-03-02T07:02:00Z',
          responded_at: '2026-03-02T07:10:00Z',
          expires_at: '2026-03-02T07:12:00Z',
        },
      ],
      visit: [visit(sergey, '2026-03-02T09:10:00Z', '2026-03-02T09:00:00Z')],
      settlement_line: [share(sergey, '2026-03-02T12:00:00Z', [100_00, 20_00, 40_00], 'a')],
      payment: [
        {
          kind: 'final',
          method: 'cash',
          amount_minor: 70_00,
          currency: 'RUB',
          status: 'confirmed',
          at: '2026-03-02T12:00:00Z',
          idempotency_key: 'p1',
        },
      ],
      rating: [{ stars: 2, at: '2026-03-03T12:00:00Z' }],
      task: [
        {
          kind: 'bad_rating',
          for_role: 'dispatcher',
          opened_at: '2026-03-03T12:00:00Z',
          due_at: '2026-03-03T12:15:00Z',
          done_at: '2026-03-03T12:20:00Z',
        },
      ],
    },
  );
  // Ivan declines it, later does another one: closed on Sunday 23:59:59 of Moscow, a second too late for the window's grace.
  await data.order(
    {
      created_at: '2026-03-03T20:30:00Z',
      status: 'closed',
      master_id: ivan,
      category: 'tv',
      first_offered_at: '2026-03-03T21:30:00Z',
      accepted_at: '2026-03-03T22:30:00Z',
      closed_at: '2026-03-08T20:59:59Z',
      finished_at: '2026-03-08T20:59:59Z',
      total_minor: 50_01,
    },
    {
      offer: [
        {
          seq: 1,
          master_id: ivan,
          status: 'accepted',
          is_active: false,
          sent_at: '2026-03-03T21:30:00Z',
          responded_at: '2026-03-03T22:30:00Z',
          expires_at: '2026-03-03T23:30:00Z',
        },
        {
          seq: 2,
          master_id: sergey,
          status: 'declined',
          decline_reason: 'far',
          sent_at: '2026-03-03T21:30:00Z',
          responded_at: '2026-03-03T21:31:00Z',
          expires_at: '2026-03-03T23:30:00Z',
        },
        {
          seq: 3,
          master_id: sergey,
          status: 'withdrawn',
          sent_at: '2026-03-03T21:30:00Z',
          expires_at: '2026-12-03T23:30:00Z',
        },
      ],
      visit: [visit(ivan, '2026-03-04T09:10:01Z', '2026-03-04T09:00:00Z')],
      settlement_line: [share(ivan, '2026-03-08T20:59:59Z', [50_01, 0, 20_00], 'b')],
      payment: [
        {
          kind: 'final',
          method: 'cash',
          amount_minor: 50_01,
          currency: 'RUB',
          status: 'confirmed',
          at: '2026-03-08T20:00:00Z',
          idempotency_key: 'p2',
        },
      ],
    },
  );
  // A second later is another week.
  await data.order(
    {
      created_at: '2026-03-08T21:00:00Z',
      status: 'closed',
      master_id: ivan,
      closed_at: '2026-03-08T21:00:00Z',
      total_minor: 999_00,
    },
    { settlement_line: [share(ivan, '2026-03-08T21:00:00Z', [999_00, 0, 1_00], 'c')] },
  );
  // Refused on site, 7 ₽ for the drive; and one refused that nobody had.
  await data.order({
    created_at: '2026-03-04T08:00:00Z',
    status: 'refused',
    master_id: sergey,
    refusal_reason: 'Дорого',
    refused_by: 'client',
    fee_minor: 7_00,
    fee_state: 'paid',
    status_since: '2026-03-05T08:00:00Z',
  });
  await data.order({
    created_at: '2026-03-04T08:00:00Z',
    status: 'refused',
    refusal_reason: 'Передумал',
    refused_by: 'client',
    fee_minor: 3_00,
    fee_state: 'due',
    status_since: '2026-03-05T09:00:00Z',
  });
  // The first one comes back under warranty on its 30th day.
  await data.order({ created_at: '2026-04-01T11:00:00Z', kind: 'warranty', previous_order_id: first });
  // Waits for three days, and nobody acts; deleted orders are nowhere.
  await data.order(
    {
      created_at: '2026-03-01T08:00:00Z',
      status: 'on_hold',
      status_since: '2026-03-17T09:00:00Z',
      hold_reason: 'parts',
      hold_until: '2026-03-19T09:00:00Z',
      hold_next_step_by: 'master',
      hold_from: 'assigned',
      master_id: ivan,
    },
    {
      order_timer: [
        {
          entity: 'order',
          entity_seq: 0,
          event: 'limit_new',
          unless: 'is_not_new',
          set_at: '2026-03-02T08:00:00Z',
          due_at: '2026-03-02T10:00:00Z',
          fired_at: '2026-03-02T10:00:00Z',
          outcome: 'done',
        },
        {
          entity: 'order',
          entity_seq: 0,
          event: 'limit_assigned',
          unless: 'is_not_assigned',
          set_at: '2026-03-02T08:00:00Z',
          due_at: '2026-03-02T10:00:00Z',
          fired_at: '2026-03-02T10:00:00Z',
          outcome: 'needless',
        },
      ],
      order_history: [
        {
          seq: 1,
          at: '2026-03-01T08:00:00Z',
          event: 'submit',
          from_status: null,
          to_status: 'new',
          actor_kind: 'system',
        },
      ],
    },
  );
  await data.order({
    created_at: '2026-03-03T08:00:00Z',
    status: 'closed',
    closed_at: '2026-03-03T09:00:00Z',
    total_minor: 5_000_00,
    master_id: sergey,
    deleted_at: '2026-03-04T09:00:00Z',
    deleted_by: sergey,
    delete_reason: 'twice',
  });
  await data.add('cash_movement', [
    {
      master_id: ivan,
      kind: 'handed_in',
      amount_minor: -30_00,
      currency: 'RUB',
      at: '2026-03-08T20:30:00Z',
      idempotency_key: 'm1',
    },
    {
      master_id: ivan,
      kind: 'correction',
      amount_minor: 50_01,
      currency: 'RUB',
      at: '2026-03-08T20:00:00Z',
      idempotency_key: 'm2',
    },
    {
      master_id: ivan,
      kind: 'correction',
      amount_minor: 1_000_00,
      currency: 'RUB',
      at: '2026-03-08T21:00:00Z',
      idempotency_key: 'm3',
    },
  ]);
});
afterAll(() => database.drop());

test('the funnel follows the orders that were created in the period', async () => {
  expect(await readFunnel(db, week)).toEqual([
    { step: 'created', count: 4, medianSeconds: null },
    // 2 minutes and 60 minutes.
    { step: 'offered', count: 2, medianSeconds: 1860 },
    { step: 'accepted', count: 2, medianSeconds: (480 + 3600) / 2 },
    { step: 'on_site', count: 2, medianSeconds: 7200 },
    { step: 'closed', count: 2, medianSeconds: 10_200 },
  ]);
});

test('time to accept counts from the first offer, and only what was offered within a shift', async () => {
  expect(await readTimeToAccept(db, week)).toEqual([
    { masterName: 'Сергей', accepted: 1, p50Seconds: 480, p90Seconds: 480 },
  ]);
});

test('an arrival ten minutes after the window is on time, a second later it is not', async () => {
  expect(await readOnTime(db, week)).toEqual([
    { masterName: 'Иван', arrivals: 1, onTime: 0 },
    { masterName: 'Сергей', arrivals: 1, onTime: 1 },
  ]);
});

test('an order that comes back under warranty was not fixed at once', async () => {
  const rows = await readQuality(db, week, 'master');
  expect(rows).toEqual([
    { group: 'Иван', closed: 1, fixedAtOnce: 1, open30: 1, returned30: 0, returned90: 0, warranty90: 0 },
    { group: 'Сергей', closed: 1, fixedAtOnce: 0, open30: 1, returned30: 1, returned90: 1, warranty90: 1 },
  ]);
  const later = { ...week, now: new Date('2026-06-01T00:00:00Z') };
  expect((await readQuality(db, later, 'category')).map(({ group, open30 }) => [group, open30])).toEqual([
    ['oven', 0],
    ['tv', 0],
  ]);
});

test('only offers that were seen, answered or have run out count', async () => {
  expect(await readOffers(db, week)).toMatchObject([
    { masterName: 'Иван', offers: 1, accepted: 1, declined: 0, released: 0 },
    { masterName: 'Сергей', offers: 2, accepted: 1, declined: 1, far: 1, unanswered: 0 },
  ]);
});

test('a master report has what is closed and what is refused, with the fee', async () => {
  const rows = await readMasterReport(db, week);
  expect(rows.map((row) => [row.masterName, row.result, row.sumMinor, row.shareMinor])).toEqual([
    ['Иван', 'closed', 50_01, 20_00],
    ['Сергей', 'closed', 100_00, 40_00],
    ['Сергей', 'refused', 7_00, 0],
    [undefined, 'refused', 3_00, 0],
  ]);
});

test('refusals are told by reason, with what became of their fees', async () => {
  expect(await readRefusals(db, week)).toEqual([
    { reason: 'Дорого', refusedBy: 'client', count: 1, feePaidMinor: 7_00, feeDueMinor: 0, feeForgivenMinor: 0 },
    { reason: 'Передумал', refusedBy: 'client', count: 1, feePaidMinor: 0, feeDueMinor: 3_00, feeForgivenMinor: 0 },
  ]);
});

const total = (rows: readonly { grossMinor: number; companyMinor: number }[]): readonly [number, number] => [
  rows.reduce((sum, { grossMinor }) => sum + grossMinor, 0),
  rows.reduce((sum, { companyMinor }) => sum + companyMinor, 0),
];

const grossOf = async (filters: ReportQuery['filters']) =>
  (await readRevenue(db, { ...week, ...(filters === undefined ? {} : { filters }) }, 'master')).map(
    ({ group, grossMinor }) => [group, grossMinor],
  );

describe('revenue', () => {
  test('is told by the days of the zone', async () => {
    expect(await readRevenue(db, week, 'day')).toEqual([
      {
        group: '2026-03-02',
        orders: 1,
        grossMinor: 100_00,
        partsMinor: 20_00,
        shareMinor: 40_00,
        companyMinor: 40_00,
        ticketMinor: 100_00,
      },
      {
        group: '2026-03-08',
        orders: 1,
        grossMinor: 50_01,
        partsMinor: 0,
        shareMinor: 20_00,
        companyMinor: 30_01,
        ticketMinor: 50_01,
      },
    ]);
  });

  test('is the same sum by whatever it is divided, and as one with the week after', async () => {
    const next = { ...week, ...periodBetween('2026-03-09', '2026-03-15', zone) };
    const both = { ...week, to: next.to };
    for (const by of revenueGroups) {
      const one = total(await readRevenue(db, week, by));
      const other = total(await readRevenue(db, next, by));
      expect([by, ...one]).toEqual([by, 150_01, 70_01]);
      expect([by, ...total(await readRevenue(db, both, by))]).toEqual([by, one[0] + other[0], one[1] + other[1]]);
    }
  });

  test('can be of one master or one category', async () => {
    expect(await grossOf({ masterId: sergey })).toEqual([['Сергей', 100_00]]);
    expect(await grossOf({ category: 'tv' })).toEqual([['Иван', 50_01]]);
  });
});

test('debts are those at the end of the period', async () => {
  expect(await readDebts(db, week)).toEqual([
    { kind: 'client', who: 'R-2026-000001', amountMinor: 30_00 },
    { kind: 'fee', who: 'R-2026-000005', amountMinor: 3_00 },
    { kind: 'master', who: 'Иван', amountMinor: 20_01 },
  ]);
});

test('a breach is a timer that found something to do', async () => {
  expect(await readBreaches(db, week)).toEqual([{ event: 'limit_new', breaches: 1, orders: 1 }]);
});

test('load is told by the weekday and hour of the zone', async () => {
  expect(await readLoad(db, week)).toEqual([
    { weekday: 1, hour: 10, orders: 1 },
    { weekday: 2, hour: 23, orders: 1 },
    { weekday: 3, hour: 11, orders: 2 },
  ]);
  expect(await readCapacity(db, week)).toEqual([
    { masterName: 'Иван', visits: 1, capacity: 0 },
    { masterName: 'Сергей', visits: 1, capacity: 8 },
  ]);
});

test('ratings have their mean, the bad ones, and how soon somebody acted', async () => {
  expect(await readRatings(db, week)).toEqual([
    { masterName: 'Сергей', ratings: 1, meanStars: 2, bad: 1, responseSeconds: 1200 },
  ]);
});

test('holds are told by their age', async () => {
  expect(await readHolds(db, week)).toEqual([
    { reason: 'parts', upTo2Days: 0, upTo7Days: 1, upTo14Days: 0, longer: 0, overdue: 1 },
  ]);
});

test('a summary has the period and what is open now', async () => {
  expect(await readDailySummary(db, week)).toEqual({
    created: 4,
    closed: 2,
    refused: 2,
    cancelled: 0,
    grossMinor: 150_01,
    open: 2,
    withoutMaster: 1,
    onHold: 1,
  });
});

const made = (report: Report, language: Language, query = week): Promise<MadeReport> =>
  report.make(db, query, { language, zone, currency: 'RUB' });

describe('each report', () => {
  test.each(reports.map((report) => [report.name, report] as const))(
    '%s has a text in three languages, a file and, where it has one, a picture',
    async (_, report) => {
      for (const language of languages) {
        const { html, chart, withTable } = await made(report, language);
        expect(html).toContain(report.titleIn(language));
        expect(html.length).toBeLessThanOrEqual(4096);
        expect(html).not.toMatch(/undefined|NaN|null/);
        const frame = { title: report.titleIn(language), language };
        expect(chart === undefined ? '<svg' : chartSvg(chart, frame)).toContain('<svg');
        const csv = await withTable((table, rows) => csvOf(table, rows, language));
        expect(csv.split('\r\n').length).toBeGreaterThan(2);
      }
    },
  );

  test.each(reports.map((report) => [report.name, report] as const))(
    '%s of a time before the company is short',
    async (_, report) => {
      const empty = { ...week, ...periodBetween('2020-01-01', '2020-01-07', zone) };
      const { html } = await made(report, 'en', empty);
      expect(html.length).toBeLessThan(400);
    },
  );

  test('about masters shows refusals with their fees', async () => {
    const { html } = await made(masterReport, 'ru');
    expect(html.replaceAll(/\s/g, ' ')).toContain(
      '<b>Сергей</b> ✅ 1 · 100 ₽, ❌ 1 · 7 ₽, мастеру 40 ₽ ✅ R-2026-000001 · 100 ₽ ❌ R-2026-000004 · 7 ₽',
    );
    expect(html.replaceAll(/\s/g, ' ')).toContain('Всего: ✅ 2 · 150,01 ₽, ❌ 2 · 10 ₽, мастеру 60 ₽');
  });

  test('escapes what people wrote, and stays a message with a thousand rows', () => {
    const style = { language: 'ru', zone, currency: 'RUB' } as const;
    const rows = Array.from({ length: 1000 }, (_, n) => ({ reason: `<b>${n}&`, count: 1 }));
    const table = {
      name: 't',
      title: { ru: 'Т', uk: 'Т', en: 'T' },
      columns: [text('reason', (row: { reason: string }) => row.reason)],
    };
    const html = tableText(table, rows, week, style);
    expect(html).toContain('&lt;b&gt;0&amp;');
    expect(html).toMatch(/…и ещё \d+/);
    expect(html.length).toBeLessThanOrEqual(4096);
  });
});

async function csvOf<Row>(table: Table<Row>, rows: readonly Row[], language: Language): Promise<string> {
  const request = { language, roles: ['admin'], madeBy: 'Анна', madeAt: week.now, zone, filters: [] };
  const chunks: Buffer[] = [];
  for await (const chunk of writeCsv(table, rows, request, { delimiter: ';' })) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

describe('regular reports', () => {
  const wanted: ReportWishes = {
    report_daily: { isOn: true, time: '08:00' },
    report_weekly: { isOn: true, time: '09:00' },
    report_monthly: { isOn: false, time: '10:00' },
  };
  const deps = {
    zone,
    currency: 'RUB',
    wishes: () => Promise.resolve(wanted),
    languageFor: () => Promise.resolve('ru' as const),
  };

  /** A run of a schedule, due at a moment; tells what was sent, and which schedules were set and ended. */
  async function runDue(
    name: string,
    dueAt: string,
    mayRead = true,
  ): Promise<{ sent: string[]; ended: string[]; set: string[] }> {
    const sent: string[] = [];
    const ended: string[] = [];
    const set: string[] = [];
    const schedules = createReportSchedules({ ...deps, db, mayRead: () => Promise.resolve(mayRead) });
    const ctx = {
      api: { sendMessage: (_: number, html: string) => void sent.push(html) },
      durable: {
        schedules: {
          set: ({ name: each, time }: { name: string; time: string }) => void set.push(`${each} ${time}`),
          cancel: (each: string) => void ended.push(each),
        },
      },
      chatId: sergey,
      userId: sergey,
      timer: { name, dueAt: new Date(dueAt) },
    };
    // Only what a report uses of it.
    await schedules.timers[name]?.(ctx as unknown as TimerContext);
    return { sent, ended, set };
  }

  test("are set by the company's clocks, those not wanted too: they can be switched on", () => {
    const set: unknown[] = [];
    createReportSchedules({ ...deps, db, mayRead: () => Promise.resolve(true) }).set(
      { schedules: { set: (schedule) => void set.push(schedule), cancel: () => undefined } },
      wanted,
    );
    expect(set).toEqual([
      { name: 'report-daily', zone, missed: 'once', time: '08:00' },
      { name: 'report-weekly', zone, missed: 'once', time: '09:00', daysOfWeek: [1] },
      { name: 'report-monthly', zone, missed: 'once', time: '10:00', daysOfMonth: [1] },
    ]);
  });

  test('R13: tell of the week that is over, with refusals and their fees, and of a day without orders in one short message', async () => {
    const { sent, set } = await runDue('report-weekly', '2026-03-09T06:00:00Z');
    expect(sent).toHaveLength(2);
    expect(sent[0]).toContain('❌ Отказов: 2');
    expect(sent[1]).toContain('❌ R-2026-000004');
    expect(plain(sent[1] ?? '')).toContain('❌ R-2026-000004 · 7 ₽');
    expect(plain(sent[1] ?? '')).toContain('❌ 2 · 10 ₽');
    expect(set).toEqual(['report-weekly 09:00']);
    const quiet = await runDue('report-daily', '2026-03-08T05:00:00Z');
    expect(quiet.sent).toHaveLength(1);
    expect(quiet.sent[0]).toContain('Заявок не было.');
  });

  test('end for whoever may not read them any more, and say nothing while they are switched off', async () => {
    expect(await runDue('report-weekly', '2026-03-09T06:00:00Z', false)).toEqual({
      sent: [],
      ended: ['report-weekly'],
      set: [],
    });
    expect(await runDue('report-monthly', '2026-04-01T07:00:00Z')).toMatchObject({ sent: [], ended: [] });
  });
});

const begin = Date.parse('2026-06-01T00:00:00Z');
const hourMs = 3_600_000;

/** Gross, company's part and orders of some hours. */
const sums = async (first: number, last: number, group: RevenueGroup): Promise<number[]> => {
  const period = { from: new Date(begin + first * hourMs), to: new Date(begin + last * hourMs) };
  const rows = await readRevenue(db, { ...week, ...period }, group);
  for (const row of rows) expect(row.grossMinor).toBe(row.partsMinor + row.shareMinor + row.companyMinor);
  return [...total(rows), rows.reduce((sum, { orders }) => sum + orders, 0)];
};

test('sums of neighbouring periods and of all groups are the whole, wherever one cuts', async () => {
  const data = await openReportData(db);
  let state = 1;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  for (let n = 0; n < 40; n += 1) {
    const at = new Date(begin + random(21 * 24) * hourMs).toISOString();
    const gross = random(10_000_00);
    const parts = random(gross + 1);
    const master_id = [sergey, ivan][random(2)] ?? ivan;
    await data.order(
      {
        created_at: at,
        status: 'closed',
        closed_at: at,
        master_id,
        total_minor: gross,
        category: ['tv', 'oven'][random(2)],
      },
      { settlement_line: [share(master_id, at, [gross, parts, random(gross - parts + 1)], `random ${n}`)] },
    );
  }
  const hour = fc.integer({ min: 0, max: 21 * 24 });
  await fc.assert(
    fc.asyncProperty(hour, hour, hour, fc.constantFrom(...revenueGroups), async (one, two, three, by) => {
      const [from = 0, middle = 0, to = 0] = [one, two, three].toSorted((a, b) => a - b);
      const whole = await sums(from, to, 'day');
      expect(await sums(from, to, by)).toEqual(whole);
      const left = await sums(from, middle, by);
      const right = await sums(middle, to, by);
      expect(left.map((value, at) => value + (right[at] ?? 0))).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});

/** Narrow and no-break spaces, of amounts, read as spaces. */
function plain(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, ' ');
}
