import type { Language } from '@durabot/runtime';

const minuteMs = 60_000;
const units = [
  ['day', 24 * 60 * minuteMs],
  ['hour', 60 * minuteMs],
] as const;

/** `5 мин. назад`, `2 ч назад`, `3 дн. назад`; never less than a minute. */
export function formatAgo(
  at: Date,
  { language, nowMs }: { readonly language: Language; readonly nowMs: number },
): string {
  const ms = Math.max(minuteMs, nowMs - at.getTime());
  const [unit, size] = units.find(([, unitMs]) => ms >= unitMs) ?? (['minute', minuteMs] as const);
  return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(-Math.floor(ms / size), unit);
}
