/** Dates as a chat shows them. `now` and `date` are in milliseconds; days change at the reader's own midnight. */

/** `14:05`, beside a message. */
export function timeOf(date: number, language: string): string {
  return formatterOf(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date);
}

/** Today, Yesterday, `3 March`, `3 March 2024`: between the messages of two days. */
export function dayLabel(date: number, now: number, language: string): string {
  const days = daysBetween(date, now);
  if (days === 0 || days === 1)
    return capitalize(new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day'));
  const sameYear = new Date(date).getFullYear() === new Date(now).getFullYear();
  return formatterOf(language, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/** Time, weekday or date, whichever is shortest and clear: in the chat list. */
export function listLabel(date: number, now: number, language: string): string {
  const days = daysBetween(date, now);
  if (days === 0) return timeOf(date, language);
  if (days > 0 && days < 7) return formatterOf(language, { weekday: 'short' }).format(date);
  return formatterOf(language, { day: '2-digit', month: '2-digit', year: '2-digit' }).format(date);
}

/** `3 Mar 2026, 14:05:09`: a moment, exactly. */
export function momentLabel(date: number, language: string): string {
  return formatterOf(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(date);
}

/** `14:05:09`, of a call or an update. */
export function exactTimeOf(date: number, language: string): string {
  return formatterOf(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(date);
}

export function isSameDay(a: number, b: number): boolean {
  return daysBetween(a, b) === 0;
}

/** `1:07`, of a voice message. */
export function durationOf(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** `30 sec`, `2 min`, `3 hr`: how long something has lasted, in its largest whole unit. */
export function spanLabel(seconds: number, language: string): string {
  const unit = seconds < 60 ? 'second' : seconds < 3600 ? 'minute' : 'hour';
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' });
  return format.format(Math.floor(seconds / { second: 1, minute: 60, hour: 3600 }[unit]));
}

function daysBetween(date: number, now: number): number {
  return Math.round((midnight(now) - midnight(date)) / 86_400_000);
}

function midnight(date: number): number {
  return new Date(date).setHours(0, 0, 0, 0);
}

function capitalize(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs more than all the rest of drawing a message, so each is made once. */
function formatterOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, options);
  formatters.set(key, made);
  return made;
}
