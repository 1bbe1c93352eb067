import { Temporal } from 'temporal-polyfill';
import type { OrderStatus } from '../domain/machines/order-machine.ts';
import type { WantedTime } from '../domain/wanted-time.ts';
import type { ImportSettings } from './import-settings.ts';
import type { OriginalChange, OriginalStatus } from './map-history.ts';
import type { ImportedMoney } from './map-money.ts';
import type { ImportedStaff } from './map-people.ts';
import type { OriginalRow } from './original-file.ts';
import { cutText, textOf, timeOf } from './read-cell.ts';

/** An offer, by the columns of its table. */
export interface OfferRow {
  readonly seq: number;
  readonly master_id: number;
  readonly mode: 'direct';
  readonly status: 'sent' | 'accepted';
  readonly is_active: boolean;
  readonly sent_by: number;
  readonly sent_at: Date;
  readonly responded_at: Date | null;
  readonly expires_at: Date;
}

/** A visit, by the columns of its table. */
export interface VisitRow {
  readonly seq: number;
  readonly master_id: number;
  readonly status: 'planned' | 'on_site' | 'finished';
  readonly planned_from: Date;
  readonly planned_to: Date | null;
  readonly arrived_at: Date | null;
  readonly finished_at: Date | null;
  readonly outcome: string | null;
  readonly created_at: Date;
}

/** What has to happen to the order by itself, counted from the import on. */
export interface TimerRow {
  readonly entity: 'order' | 'offer';
  readonly entity_seq: number;
  readonly event: string;
  readonly due_at: Date;
  readonly unless: string;
  readonly set_at: Date;
}

/** How far an order has come: its offer, its visit, why it waits, how it ended. */
export interface ImportedProgress {
  readonly columns: Readonly<Record<string, unknown>>;
  readonly offers: readonly OfferRow[];
  readonly visits: readonly VisitRow[];
  readonly timers: readonly TimerRow[];
}

interface Facts {
  readonly status: Exclude<OrderStatus, 'draft'>;
  readonly masterId: number | undefined;
  readonly createdBy: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly changes: readonly OriginalChange[];
  readonly wanted: WantedTime;
  readonly staff: ImportedStaff;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const offerMs = 30 * minuteMs;

export function mapProgress(
  row: OriginalRow,
  facts: Facts,
  settings: ImportSettings,
  { warn, money }: { readonly warn: (reason: string) => void; readonly money: ImportedMoney },
): ImportedProgress {
  const { status, masterId, changes, updatedAt } = facts;
  const first = (to: OriginalStatus): Date | undefined => changes.find((change) => change.to === to)?.at;
  const last = (to: OriginalStatus): Date | undefined => changes.findLast((change) => change.to === to)?.at;
  const taken =
    ['assigned', 'in_progress', 'on_hold', 'closed'].includes(status) ||
    (status === 'refused' && last('ACCEPTED') !== undefined);
  const acceptedAt = taken ? last('ACCEPTED') : undefined;
  const onSiteAt = last('ONSITE');
  const wasOnSite = status === 'in_progress' || onSiteAt !== undefined;
  const closedAt = last('CLOSED') ?? updatedAt;
  const endedAt = status === 'closed' ? closedAt : updatedAt;
  const reason = textOf(row, 'refuse_reason') ?? changes.findLast(({ to }) => to === 'REFUSED')?.reason;
  if (status === 'refused' && reason === undefined) warn('refused_without_reason');

  const stamps = {
    first_offered_at: first('ASSIGNED') ?? null,
    accepted_at: acceptedAt ?? null,
    on_site_at: onSiteAt ?? null,
    finished_at: status === 'closed' ? closedAt : null,
    closed_at: status === 'closed' ? closedAt : null,
    closed_by: status === 'closed' ? (changes.findLast(({ to }) => to === 'CLOSED')?.by ?? null) : null,
  };
  return {
    columns: {
      ...stamps,
      // Nobody has an order that is back in the pool.
      master_id: status === 'new' ? null : (masterId ?? null),
      ...(status === 'on_hold' ? holdOf(row, facts, settings, warn) : {}),
      ...(status === 'refused'
        ? {
            refusal_reason: cutText(reason ?? 'Причина не записана', 1000),
            refused_by: refuserOf(facts, money),
          }
        : {}),
    },
    offers:
      masterId === undefined || status === 'new'
        ? []
        : offersOf(facts, settings, { masterId, taken, acceptedAt, first }),
    visits: masterId === undefined ? [] : visitsOf(facts, { masterId, onSiteAt, endedAt, wasOnSite }),
    timers: textOf(row, 'deleted_at') === undefined ? timersOf(row, facts, settings) : [],
  };
}

function offersOf(
  facts: Facts,
  settings: ImportSettings,
  known: {
    readonly masterId: number;
    readonly taken: boolean;
    readonly acceptedAt: Date | undefined;
    readonly first: (to: OriginalStatus) => Date | undefined;
  },
): OfferRow[] {
  const { status, updatedAt, createdBy, createdAt } = facts;
  const isWaiting = status === 'offering';
  if (!isWaiting && !known.taken) return [];
  const sentAt = known.first('ASSIGNED') ?? known.acceptedAt ?? (isWaiting ? updatedAt : createdAt);
  return [
    {
      seq: 1,
      master_id: known.masterId,
      mode: 'direct',
      status: isWaiting ? 'sent' : 'accepted',
      is_active: isWaiting || ['assigned', 'in_progress', 'on_hold'].includes(status),
      sent_by: createdBy,
      sent_at: sentAt,
      responded_at: isWaiting ? null : (known.acceptedAt ?? sentAt),
      // An offer that nobody has answered yet gets its time anew.
      expires_at: new Date((isWaiting ? settings.now : sentAt).getTime() + offerMs),
    },
  ];
}

function visitsOf(
  { status, wanted, createdAt, updatedAt }: Facts,
  known: {
    readonly masterId: number;
    readonly onSiteAt: Date | undefined;
    readonly endedAt: Date;
    readonly wasOnSite: boolean;
  },
): VisitRow[] {
  const visit = {
    seq: 1,
    master_id: known.masterId,
    planned_from: wanted.from,
    planned_to: wanted.to ?? null,
    arrived_at: null,
    finished_at: null,
    outcome: null,
    created_at: createdAt,
  };
  const finished = (outcome: string): VisitRow => ({
    ...visit,
    status: 'finished',
    arrived_at: known.onSiteAt ?? null,
    finished_at: known.endedAt,
    outcome,
  });
  switch (status) {
    case 'assigned':
      return [{ ...visit, status: 'planned' }];
    case 'in_progress':
      return [{ ...visit, status: 'on_site', arrived_at: known.onSiteAt ?? updatedAt }];
    case 'on_hold':
      return known.wasOnSite ? [finished('needs_second_visit')] : [];
    case 'closed':
      return [finished('done')];
    case 'refused':
      return known.wasOnSite ? [finished('refused')] : [];
    case 'new':
    case 'offering':
    case 'work_done':
    case 'cancelled':
      return [];
  }
}

/** Why it waits, until when, and who acts then. */
function holdOf(
  row: OriginalRow,
  facts: Facts,
  settings: ImportSettings,
  warn: (reason: string) => void,
): Record<string, unknown> {
  const isLongRepair =
    textOf(row, 'status')?.toUpperCase() === 'DR' || textOf(row, 'status')?.toUpperCase() === 'ДЛИТЕЛЬНЫЙ РЕМОНТ';
  const written = timeOf(row, 'estimated_completion_date', settings.zone);
  if (written === 'unclear') warn('estimated_completion_date_unreadable');
  if (isLongRepair && written === undefined) warn('hold_without_date');
  const note = [textOf(row, 'estimated_completion_date'), textOf(row, 'reschedule_reason')]
    .filter((part) => part !== undefined)
    .join('; ');
  return {
    hold_reason: isLongRepair ? 'long_repair' : 'other',
    hold_until: holdUntil(written instanceof Date ? written : undefined, settings),
    hold_next_step_by: isLongRepair && facts.masterId !== undefined ? 'master' : 'dispatcher',
    hold_from: facts.masterId === undefined ? 'assigned' : 'in_progress',
    hold_note: note === '' ? null : cutText(note, 1000),
  };
}

/** Ten in the morning of the day that was named; of tomorrow when that is over or was never named. */
function holdUntil(day: Date | undefined, { zone, now }: ImportSettings): Date {
  const morning = (at: Date, days: number): Date =>
    new Date(
      Temporal.Instant.fromEpochMilliseconds(at.getTime())
        .toZonedDateTimeISO(zone)
        .toPlainDate()
        .add({ days })
        .toZonedDateTime({ timeZone: zone, plainTime: '10:00' }).epochMilliseconds,
    );
  const named = day === undefined ? undefined : morning(day, 0);
  return named !== undefined && named > now ? named : morning(now, 1);
}

function refuserOf({ changes, staff, masterId }: Facts, money: ImportedMoney): 'master' | 'dispatcher' | 'admin' {
  const by = changes.findLast(({ to }) => to === 'REFUSED')?.by;
  // A fee was taken by whoever stood there.
  if (by === undefined) return money.columns['fee_minor'] === undefined ? 'dispatcher' : 'master';
  if (by === masterId) return 'master';
  const roles = staff.rolesOf(by);
  if (roles.includes('dispatcher')) return 'dispatcher';
  return roles.includes('admin') ? 'admin' : roles.includes('master') ? 'master' : 'dispatcher';
}

/** The service levels of what is under way begin anew with the import: what is long overdue would all ring at once. */
function timersOf(row: OriginalRow, facts: Facts, settings: ImportSettings): TimerRow[] {
  const { now } = settings;
  const timer = (event: string, unless: string, due: Date, entity: TimerRow['entity'] = 'order'): TimerRow => ({
    entity,
    entity_seq: entity === 'order' ? 0 : 1,
    event,
    due_at: due,
    unless,
    set_at: now,
  });
  const later = (ms: number): Date => new Date(now.getTime() + ms);
  switch (facts.status) {
    case 'new':
      return [timer('limit_new', 'is_not_new', later(2 * hourMs))];
    case 'offering':
      return [
        timer('offer_expiry', 'offer_is_answered', later(offerMs), 'offer'),
        timer('limit_offering', 'is_not_offering', later(4 * hourMs)),
      ];
    case 'assigned':
      return [timer('limit_assigned', 'is_not_assigned', later(8 * hourMs))];
    case 'in_progress':
      return [timer('limit_in_progress', 'is_not_in_progress', later(12 * hourMs))];
    case 'on_hold':
      return [timer('hold_end', 'is_not_on_hold', holdUntil(readDay(row, settings), settings))];
    case 'work_done':
    case 'closed':
    case 'refused':
    case 'cancelled':
      return [];
  }
}

function readDay(row: OriginalRow, { zone }: ImportSettings): Date | undefined {
  const written = timeOf(row, 'estimated_completion_date', zone);
  return written instanceof Date ? written : undefined;
}
