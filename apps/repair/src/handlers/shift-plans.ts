import { formatDay, formatTime, type ActionButton, type ActionPress, type Outcome } from '@durabot/kit';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { instantOf, wallTimeOf } from '../domain/wall-clock.ts';
import {
  absenceReasons,
  listShifts,
  planAbsence,
  planShift,
  switchNights,
  type Absence,
  type Span,
} from '../store/shift-store.ts';

/** Opens the calendar of the next days. */
export const planKind = 'shift.plan';
const dayKind = 'shift.day';
const setKind = 'shift.set';
const awayKind = 'shift.away';
const nightsKind = 'shift.nights';

const shownDays = 7;
/** Hours that most shifts have; a night ends on the day after. */
const usualHours = [
  [8, 17],
  [9, 18],
  [10, 19],
  [12, 21],
  [9, 21],
  [22, 30],
] as const;
const awayDays = [1, 3, 7, 14] as const;

const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The planned shifts of a master for a week: hours, days off, vacation, illness, and whether nights are theirs. */
export function shiftPlans(desk: Desk): void {
  const { actions } = desk;
  actions.define({
    kind: planKind,
    params: z.unknown(),
    run: async (ctx, press) => show(ctx, await weekOf(ctx, desk, press.by.userId)),
  });
  actions.define({
    kind: dayKind,
    params: z.object({ day: isoDay }),
    run: async (ctx, press) => show(ctx, await dayMenu(ctx, desk, press.by.userId, press.params.day)),
  });
  actions.define({
    kind: setKind,
    params: z.object({ day: isoDay, hours: z.tuple([z.number(), z.number()]).optional() }),
    run: (ctx, press) => setHours(ctx, desk, press),
  });
  actions.define({
    kind: awayKind,
    params: z.object({ day: isoDay, reason: z.enum(absenceReasons), days: z.number().int().min(1).max(60) }),
    run: async (ctx, { params, by }) => {
      const span = { from: dayOf(desk, params.day).from, to: dayOf(desk, params.day, params.days - 1).to };
      await planAbsence(await ctx.durable.tx(), by.userId, span, params.reason);
      return show(ctx, await weekOf(ctx, desk, by.userId));
    },
  });
  actions.define({
    kind: nightsKind,
    params: z.unknown(),
    run: async (ctx, { by }) => {
      await switchNights(await ctx.durable.tx(), by.userId);
      return show(ctx, await weekOf(ctx, desk, by.userId));
    },
  });
}

interface Shown {
  readonly html: string;
  readonly rows: readonly ActionButton[][];
}

async function show(ctx: RepairContext, shown: Shown & { readonly desk: Desk }): Promise<Outcome> {
  const inline_keyboard = await shown.desk.actions.keyboard(await ctx.durable.tx(), shown.rows);
  await ctx.editMessageText(shown.html, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
  return { kind: 'applied', toast: false };
}

async function setHours(
  ctx: RepairContext,
  desk: Desk,
  { params, by }: ActionPress<{ day: string; hours?: [number, number] | undefined }>,
): Promise<Outcome> {
  const hours = params.hours === undefined ? undefined : hoursOf(desk, params.day, params.hours);
  const tx = await ctx.durable.tx();
  await planShift(tx, by.userId, dayOf(desk, params.day), hours);
  return show(ctx, await weekOf(ctx, desk, by.userId));
}

/** The next days as buttons that say what is planned. */
async function weekOf(ctx: RepairContext, desk: Desk, masterId: number): Promise<Shown & { desk: Desk }> {
  const { words } = ctx;
  const today = wallTimeOf(desk.clock.nowMs(), desk.settings.zone).date;
  const days = Array.from({ length: shownDays }, (_, index) => today.add({ days: index }).toString());
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const tx = await ctx.durable.tx();
  const plan = await listShifts(tx, masterId, { from: dayOf(desk, first).from, to: dayOf(desk, last).to });
  const about = aboutMaster(masterId);
  const rows = days.map((day): ActionButton[] => {
    const span = dayOf(desk, day);
    const said = planned(ctx, desk, span, plan);
    return [{ ...about, kind: dayKind, text: `${labelOf(ctx, desk, span)} · ${said}`, params: { day } }];
  });
  const nights = words.plain('shift-nights', { takes: plan.takesNights ? 'yes' : 'no' });
  rows.push([{ ...about, kind: nightsKind, text: nights, params: {} }]);
  return { html: words.t('shift-week'), rows, desk };
}

function planned(
  ctx: RepairContext,
  desk: Desk,
  day: Span,
  plan: { readonly shifts: readonly Span[]; readonly absences: readonly Absence[] },
): string {
  const away = plan.absences.find(({ from, to }) => from < day.to && to > day.from);
  if (away !== undefined) return ctx.words.plain('shift-away', { reason: away.reason });
  const shift = plan.shifts.find(({ from }) => from >= day.from && from < day.to);
  if (shift === undefined) return ctx.words.plain('shift-none');
  const style = { zone: desk.settings.zone, language: ctx.language };
  return `${formatTime(shift.from, style)}–${formatTime(shift.to, style)}`;
}

/** One day: its hours, or why there are none. */
async function dayMenu(ctx: RepairContext, desk: Desk, masterId: number, day: string): Promise<Shown & { desk: Desk }> {
  const { words } = ctx;
  const about = aboutMaster(masterId);
  const hours = usualHours.map(([from, to]): ActionButton => ({
    ...about,
    kind: setKind,
    text: from >= 22 ? `🌙 ${from}–${to - 24}` : `${from}–${to}`,
    params: { day, hours: [from, to] },
  }));
  const away = (reason: 'vacation' | 'sick'): ActionButton[] =>
    awayDays.map((days) => ({
      ...about,
      kind: awayKind,
      text: `${reason === 'sick' ? '🤒' : '🏖'} ${words.plain('shift-days', { days })}`,
      params: { day, reason, days },
    }));
  const rows = [
    hours.slice(0, 3),
    hours.slice(3),
    [
      { ...about, kind: setKind, text: words.plain('shift-none'), params: { day } },
      {
        ...about,
        kind: awayKind,
        text: words.plain('shift-away', { reason: 'day_off' }),
        params: { day, reason: 'day_off', days: 1 },
      },
    ],
    away('vacation'),
    away('sick'),
    [{ ...about, kind: planKind, text: words.plain('shift-back'), params: {} }],
  ];
  return { html: words.t('shift-day', { day: labelOf(ctx, desk, dayOf(desk, day)) }), rows, desk };
}

function aboutMaster(masterId: number): Pick<ActionButton, 'entity' | 'entityId' | 'scope'> {
  return { entity: 'master', entityId: String(masterId), scope: { userIds: [masterId] } };
}

/** From midnight to midnight by the wall clock, or as many days more. */
function dayOf(desk: Desk, day: string, more = 0): Span {
  const noon = new Date(Date.parse(`${day}T12:00:00Z`));
  const { date } = wallTimeOf(noon.getTime(), 'UTC');
  const { zone } = desk.settings;
  return {
    from: instantOf({ date, minutes: 0 }, zone),
    to: instantOf({ date: date.add({ days: 1 + more }), minutes: 0 }, zone),
  };
}

function hoursOf(desk: Desk, day: string, [from, to]: readonly [number, number]): Span {
  const { date } = wallTimeOf(Date.parse(`${day}T12:00:00Z`), 'UTC');
  const { zone } = desk.settings;
  const at = (hour: number): Date =>
    instantOf({ date: date.add({ days: Math.floor(hour / 24) }), minutes: (hour % 24) * 60 }, zone);
  return { from: at(from), to: at(to) };
}

function labelOf(ctx: RepairContext, desk: Desk, { from }: Span): string {
  return formatDay(from, { zone: desk.settings.zone, language: ctx.language, nowMs: desk.clock.nowMs() });
}
