import { formatMoney, type Chart } from '@durabot/kit';
import { texts } from '../texts.ts';
import {
  readBreaches,
  readCapacity,
  readDailySummary,
  readHolds,
  readLoad,
  type BreachRow,
  type CapacityRow,
  type DailySummary,
  type HoldRow,
  type LoadRow,
} from './desk-store.ts';
import { readFunnel, type FunnelRow } from './funnel-store.ts';
import { masterReport } from './master-report.ts';
import {
  readDebts,
  readRefusals,
  readRevenue,
  revenueGroups,
  type DebtRow,
  type RefusalRow,
  type RevenueGroup,
  type RevenueRow,
} from './money-store.ts';
import { readOffers, type OffersRow } from './offers-store.ts';
import { readQuality, readRatings, type QualityRow, type RatingRow } from './quality-store.ts';
import { durationText, reportHead } from './report-text.ts';
import { breachWord, categoryWord, debtWord, holdWord, refuserWord, stepWord, weekdayWord } from './report-words.ts';
import { count, defineReport, money, percent, seconds, text, type Report, type ReportStyle } from './report.ts';
import { readOnTime, readTimeToAccept, type OnTimeRow, type TimeToAcceptRow } from './speed-store.ts';

const summary = defineReport<DailySummary>({
  name: 'summary',
  read: async (sql, query) => [await readDailySummary(sql, query)],
  columns: (style) => [
    count('created', (row) => row.created),
    count('closed', (row) => row.closed),
    count('refused', (row) => row.refused),
    count('cancelled', (row) => row.cancelled),
    money('gross', style, (row) => row.grossMinor),
    count('open', (row) => row.open),
    count('without-master', (row) => row.withoutMaster),
    count('on-hold', (row) => row.onHold),
  ],
  text: ([row], query, { language, currency }) => {
    const words = texts(language);
    const head = reportHead(words.plain('report-title-summary'), query, language);
    if (row === undefined) return head;
    const happened = row.created + row.closed + row.refused + row.cancelled;
    const period =
      happened === 0
        ? words.t('report-empty')
        : words.t('report-summary', { ...plain(row), gross: formatMoney(row.grossMinor, currency, language) });
    return `${head}\n\n${period}\n\n${words.t('report-open', plain(row))}`;
  },
});

function plain({
  created,
  closed,
  refused,
  cancelled,
  open,
  withoutMaster,
  onHold,
}: DailySummary): Record<string, number> {
  return { created, closed, refused, cancelled, open, withoutMaster, onHold };
}

const funnel = defineReport<FunnelRow>({
  name: 'funnel',
  read: readFunnel,
  isEmpty: (rows) => rows.every(({ count: orders }) => orders === 0),
  columns: ({ language }) => [
    text('step', (row) => stepWord(row.step, language)),
    { ...count<FunnelRow>('orders', (row) => row.count), kind: 'integer', value: (row) => row.count },
    seconds('median', (row) => row.medianSeconds),
  ],
  chart: (rows, { language }) => ({
    kind: 'funnel',
    steps: rows.map(({ step, count: orders, medianSeconds }) => ({
      label: stepWord(step, language),
      count: orders,
      ...(medianSeconds === null ? {} : { note: durationText(medianSeconds, language) }),
    })),
  }),
});

const timeToAccept = defineReport<TimeToAcceptRow>({
  name: 'time-to-accept',
  read: readTimeToAccept,
  columns: () => [
    text('master', (row) => row.masterName),
    count('accepted', (row) => row.accepted),
    seconds('median', (row) => row.p50Seconds),
    seconds('ninety', (row) => row.p90Seconds),
  ],
});

const onTime = defineReport<OnTimeRow>({
  name: 'on-time',
  read: readOnTime,
  columns: () => [
    text('master', (row) => row.masterName),
    count('arrivals', (row) => row.arrivals),
    count('on-time', (row) => row.onTime),
    percent(
      'part',
      (row) => row.onTime,
      (row) => row.arrivals,
    ),
  ],
});

function quality(name: string, by: 'master' | 'category'): Report {
  return defineReport<QualityRow>({
    name,
    read: (sql, query) => readQuality(sql, query, by),
    columns: ({ language }) => [
      text(by, (row) => (by === 'category' ? categoryWord(row.group, language) : row.group)),
      count('closed', (row) => row.closed),
      count('fixed-at-once', (row) => row.fixedAtOnce),
      percent(
        'part',
        (row) => row.fixedAtOnce,
        (row) => row.closed,
      ),
      count('returned-month', (row) => row.returned30),
      count('returned-quarter', (row) => row.returned90),
      count('warranty', (row) => row.warranty90),
      count('not-over', (row) => row.open30),
    ],
  });
}

const offers = defineReport<OffersRow>({
  name: 'offers',
  read: readOffers,
  columns: () => [
    text('master', (row) => row.masterName),
    count('offers', (row) => row.offers),
    count('accepted', (row) => row.accepted),
    percent(
      'part',
      (row) => row.accepted,
      (row) => row.offers,
    ),
    count('declined', (row) => row.declined),
    count('busy', (row) => row.busy),
    count('far', (row) => row.far),
    count('not-my-profile', (row) => row.notMyProfile),
    count('price', (row) => row.price),
    count('other', (row) => row.other),
    count('unanswered', (row) => row.unanswered),
    count('released', (row) => row.released),
  ],
});

const refusals = defineReport<RefusalRow>({
  name: 'refusals',
  read: readRefusals,
  columns: (style) => [
    text('reason', (row) => row.reason),
    text('who', (row) => refuserWord(row.refusedBy, style.language)),
    count('orders', (row) => row.count),
    money('fee-paid', style, (row) => row.feePaidMinor),
    money('fee-due', style, (row) => row.feeDueMinor),
    money('fee-forgiven', style, (row) => row.feeForgivenMinor),
  ],
  chart: (rows) => ({
    kind: 'bars',
    bars: rows.map(({ reason, count: orders }) => ({ label: reason, value: orders })),
  }),
});

function revenue(by: RevenueGroup): Report {
  return defineReport<RevenueRow>({
    name: `revenue-${by}`,
    read: (sql, query) => readRevenue(sql, query, by),
    columns: (style) => [
      text(by, (row) => groupWord(by, row.group, style)),
      count('orders', (row) => row.orders),
      money('gross', style, (row) => row.grossMinor),
      money('parts', style, (row) => row.partsMinor),
      money('master-share', style, (row) => row.shareMinor),
      money('company', style, (row) => row.companyMinor),
      money('ticket', style, (row) => row.ticketMinor, 'none'),
    ],
    chart: (rows, style) => revenueChart(by, rows, style),
  });
}

function groupWord(by: RevenueGroup, group: string, { language }: ReportStyle): string {
  return by === 'category' ? categoryWord(group, language) : group;
}

function revenueChart(by: RevenueGroup, rows: readonly RevenueRow[], style: ReportStyle): Chart {
  const { language, currency } = style;
  const words = texts(language);
  const format = (value: number): string => formatMoney(Math.round(value) * 100, currency, language);
  if (by === 'day') {
    const series = [
      { name: words.plain('report-column-gross'), values: rows.map(({ grossMinor }) => grossMinor / 100) },
      { name: words.plain('report-column-company'), values: rows.map(({ companyMinor }) => companyMinor / 100) },
    ];
    return { kind: 'lines', labels: rows.map(({ group }) => group.slice(5)), series, format };
  }
  const bars = rows.map((row) => ({ label: groupWord(by, row.group, style), value: row.grossMinor / 100 }));
  return { kind: 'bars', bars, format };
}

const debts = defineReport<DebtRow>({
  name: 'debts',
  read: readDebts,
  columns: (style) => [
    text('who', (row) => row.who),
    text('debt', (row) => debtWord(row.kind, style.language)),
    money('amount', style, (row) => row.amountMinor),
  ],
});

const breaches = defineReport<BreachRow>({
  name: 'breaches',
  read: readBreaches,
  columns: ({ language }) => [
    text('breach', (row) => breachWord(row.event, language)),
    count('times', (row) => row.breaches),
    // One order can be late in several ways: the sum would count it several times.
    { ...count<BreachRow>('orders', (row) => row.orders), kind: 'integer', value: (row) => row.orders },
  ],
  chart: (rows, { language }) => ({
    kind: 'bars',
    bars: rows.map((row) => ({ label: breachWord(row.event, language), value: row.breaches })),
  }),
});

const load = defineReport<LoadRow>({
  name: 'load',
  read: readLoad,
  columns: ({ language }) => [
    text('hour', (row) => `${weekdayWord(row.weekday, language)} ${String(row.hour).padStart(2, '0')}:00`),
    count('orders', (row) => row.orders),
  ],
  chart: (rows) => {
    const counts = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
    for (const { weekday, hour, orders } of rows) {
      const day = counts[weekday - 1];
      if (day !== undefined) day[hour] = orders;
    }
    return { kind: 'heatMap', counts };
  },
});

const capacity = defineReport<CapacityRow>({
  name: 'capacity',
  read: readCapacity,
  columns: () => [
    text('master', (row) => row.masterName),
    count('visits', (row) => row.visits),
    count('capacity', (row) => row.capacity),
    percent(
      'part',
      (row) => row.visits,
      (row) => row.capacity,
    ),
  ],
});

const ratings = defineReport<RatingRow>({
  name: 'ratings',
  read: readRatings,
  columns: () => [
    text('master', (row) => row.masterName),
    count('ratings', (row) => row.ratings),
    text('stars', (row) => row.meanStars.toFixed(2)),
    count('bad', (row) => row.bad),
    percent(
      'part',
      (row) => row.bad,
      (row) => row.ratings,
    ),
    seconds('response', (row) => row.responseSeconds),
  ],
});

const holds = defineReport<HoldRow>({
  name: 'holds',
  read: readHolds,
  columns: ({ language }) => [
    text('reason', (row) => holdWord(row.reason, language)),
    count('age-days', (row) => row.upTo2Days),
    count('age-week', (row) => row.upTo7Days),
    count('age-fortnight', (row) => row.upTo14Days),
    count('age-older', (row) => row.longer),
    count('overdue', (row) => row.overdue),
  ],
  chart: (rows, { language }) => ({
    kind: 'stacked',
    parts: ['age-days', 'age-week', 'age-fortnight', 'age-older'].map((key) =>
      texts(language).plain(`report-column-${key}`),
    ),
    rows: rows.map((row) => ({
      label: holdWord(row.reason, language),
      values: [row.upTo2Days, row.upTo7Days, row.upTo14Days, row.longer],
    })),
  }),
});

/** Every report, in the order in which they are offered. */
export const reports: readonly Report[] = [
  summary,
  masterReport,
  ...revenueGroups.map((by) => revenue(by)),
  refusals,
  debts,
  funnel,
  timeToAccept,
  onTime,
  quality('quality-master', 'master'),
  quality('quality-category', 'category'),
  offers,
  ratings,
  breaches,
  holds,
  load,
  capacity,
];

export function findReport(name: string): Report | undefined {
  return reports.find((report) => report.name === name);
}
