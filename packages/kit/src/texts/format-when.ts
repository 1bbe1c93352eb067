import type { Language } from '@durabot/runtime';
import { localeOf } from './locale.ts';

export interface WhenStyle {
  /** IANA name of the reader's or the company's zone. */
  readonly zone: string;
  readonly language: Language;
  /** When given, the year is written only if it is not the present one. */
  readonly nowMs?: number;
}

/** `пт 14 нояб., 10:00`. */
export function formatWhen(at: Date, style: WhenStyle): string {
  return `${formatDay(at, style)}, ${formatTime(at, style)}`;
}

/** `пт 14 нояб.` */
export function formatDay(at: Date, style: WhenStyle): string {
  const isThisYear = style.nowMs === undefined || yearOf(at, style.zone) === yearOf(new Date(style.nowMs), style.zone);
  const parts = new Map(
    formatter(style, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const day = `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')}`;
  return isThisYear ? day : `${day} ${parts.get('year')}`;
}

/** `10:00`, by a 24-hour clock. */
export function formatTime(at: Date, style: WhenStyle): string {
  return formatter(style, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

function yearOf(at: Date, zone: string): string {
  return formatter({ zone, language: 'en' }, { year: 'numeric' }).format(at);
}

/** Making a formatter takes a hundred times as long as using one; there are few zones, languages and styles. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(style: WhenStyle, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${style.language} ${style.zone} ${Object.entries(options).join(' ')}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = new Intl.DateTimeFormat(localeOf[style.language], { ...options, timeZone: style.zone });
  made.set(key, fresh);
  return fresh;
}
