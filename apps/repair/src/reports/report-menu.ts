import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { periodBetween, periodNames, periodOf, type Period, type PeriodName } from './period.ts';

/** Which reports stand together in the menu. */
export const reportGroups = {
  money: ['revenue-day', 'revenue-master', 'revenue-category', 'revenue-dispatcher', 'refusals', 'debts'],
  masters: ['master', 'offers', 'time-to-accept', 'on-time', 'quality-master', 'ratings', 'capacity'],
  orders: ['summary', 'funnel', 'quality-category', 'load', 'holds', 'breaches'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ReportGroup = keyof typeof reportGroups;
export const groupNames = ['orders', 'money', 'masters'] as const satisfies readonly ReportGroup[];

/** What a master reads about themselves: nothing in them is of anybody else, or the company's. */
export const ownReports: readonly string[] = [
  'master',
  'offers',
  'time-to-accept',
  'on-time',
  'quality-master',
  'ratings',
];

/** A named period, or days that somebody typed. */
export const askedPeriod = z.union([z.enum(periodNames), z.object({ first: z.iso.date(), last: z.iso.date() })]);
export type AskedPeriod = z.infer<typeof askedPeriod>;

/** The periods that are offered, row by row. */
export const offeredPeriods: readonly (readonly PeriodName[])[] = [
  ['today', 'yesterday'],
  ['this_week', 'last_week'],
  ['this_month', 'last_month'],
];

export function periodAsked(asked: AskedPeriod, nowMs: number, zone: string): Period {
  return typeof asked === 'string' ? periodOf(asked, nowMs, zone) : periodBetween(asked.first, asked.last, zone);
}

/** Whose reports somebody may read: the whole company's, their own as a master, or none. */
export type ReportScope =
  | { readonly kind: 'company' }
  | { readonly kind: 'own'; readonly masterId: number }
  | undefined;

export function scopeOf(desk: Pick<Desk, 'roles'>, userId: number): ReportScope {
  if (desk.roles.may(userId, 'see_reports')) return { kind: 'company' };
  if (desk.roles.may(userId, 'see_own_money')) return { kind: 'own', masterId: userId };
  return undefined;
}

export function mayRead(scope: ReportScope, report: string): boolean {
  return scope?.kind === 'company' || (scope?.kind === 'own' && ownReports.includes(report));
}
