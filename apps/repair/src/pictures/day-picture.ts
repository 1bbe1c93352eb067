import { chartPng, formatDay, formatTime, type Chart } from '@durabot/kit';
import type { Language } from '@durabot/runtime';
import { categoryLabel } from '../domain/categories.ts';
import { wallTimeOf } from '../domain/wall-clock.ts';
import type { DayVisit } from '../store/day-store.ts';
import { texts } from '../texts.ts';

const parts = ['planned', 'en_route', 'on_site', 'finished', 'failed'] as const;
/** A visit without an end counts as so long. */
const usualMs = 2 * 3_600_000;
const [firstHour, lastHour] = [8, 22];
const dayMinutes = 24 * 60;

/** A master's day as a picture: visits from hour to hour, coloured and named by how far they are. */
export async function dayPicture(
  visits: readonly DayVisit[],
  master: { readonly name: string },
  style: { readonly zone: string; readonly language: Language; readonly nowMs: number },
): Promise<Buffer> {
  const { zone, language, nowMs } = style;
  const words = texts(language);
  const present = parts.filter((part) => visits.some(({ status }) => status === part));
  const today = wallTimeOf(nowMs, zone);
  const minutesOf = (at: Date): number => {
    const { date, minutes } = wallTimeOf(at.getTime(), zone);
    return Math.min(dayMinutes, Math.max(0, minutes + today.date.until(date).days * dayMinutes));
  };
  const chart: Chart = {
    kind: 'timeline',
    fromHour: firstHour,
    toHour: lastHour,
    parts: present.map((part) => words.plain('visit-status', { status: part })),
    nowMinutes: today.minutes,
    blocks: visits.map(({ order, status, from, to, others }) => {
      const end = to ?? new Date(from.getTime() + usualMs);
      const more = others === 0 ? '' : ` +${others}`;
      return {
        from: minutesOf(from),
        to: Math.max(minutesOf(end), minutesOf(from)),
        title: `${formatTime(from, style)}–${formatTime(end, style)} · ${Number(order.number.split('-')[2] ?? 0)}${more}`,
        lines: [
          categoryLabel(order.category, language),
          order.addressText ?? '',
          words.plain('visit-status', { status }),
        ].filter((line) => line !== ''),
        part: Math.max(
          0,
          present.findIndex((part) => part === status),
        ),
      };
    }),
  };
  return chartPng(chart, {
    title: words.plain('day-picture-title', { name: master.name }),
    subtitle: words.plain('day-picture-count', { day: formatDay(new Date(nowMs), style), count: visits.length }),
    language,
  });
}
