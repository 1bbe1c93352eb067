import { formatDay, formatTime, formatWhen, type WhenStyle } from '@durabot/kit';
import type { WantedTime } from './wanted-time.ts';

const asapOf = { ru: 'как можно скорее', uk: 'якнайшвидше', en: 'as soon as possible' } as const;

/** A wanted time as a person reads it: a moment, a window within a day or over days, or "as soon as possible". */
export function formatWanted(wanted: WantedTime, style: WhenStyle): string {
  if (wanted.kind === 'asap') return `⚡️ ${asapOf[style.language]}`;
  const from = formatWhen(wanted.from, style);
  if (wanted.kind === 'at') return from;
  const isOneDay = formatDay(wanted.from, style) === formatDay(wanted.to, style);
  return isOneDay ? `${from}–${formatTime(wanted.to, style)}` : `${from} – ${formatWhen(wanted.to, style)}`;
}
