import { formatMoney, formatWhen } from '@durabot/kit';
import { categoryLabel, isCategoryId } from '../domain/categories.ts';
import { typeKeys, typeName } from '../domain/order-type.ts';
import type { OrderCase } from '../domain/order-case.ts';
import type { CardStyle } from '../domain/order-card.ts';
import { texts } from '../texts.ts';

/** What was and what is, by field, as facts and lines of history have it. */
type Changes = Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>>;

/** `этаж 3→8, время пт 10:00→сб 12:00`: what somebody has changed, plain text. */
export function changeWords(changes: Changes, style: CardStyle, currency: string): string {
  const words = texts(style.language);
  const told = Object.entries(changes)
    // The end of a window and its kind go without saying where the beginning is told.
    .filter(([name]) => !(name === 'wantedKind' || (name === 'wantedTo' && 'wantedFrom' in changes)))
    .map(([name, { from, to }]) => {
      const field = words.plain('changed-field', { field: name });
      const before = shown(name, from, style, currency);
      const after = shown(name, to, style, currency);
      // Words that are not kept in full say only that there are others now.
      if (before === after || after.endsWith('…') || after.endsWith('.')) return field;
      return `${field} ${before === '' ? '' : `${before}→`}${after === '' ? '—' : after}`;
    });
  return [...new Set(told)].join(', ');
}

function shown(name: string, value: unknown, style: CardStyle, currency: string): string {
  if (value === undefined || value === null) return '';
  if (name === 'wantedFrom' || name === 'wantedTo') {
    const at = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
    return Number.isNaN(at.getTime()) ? '' : formatWhen(at, style);
  }
  if (name === 'priceEstimateMinor' && typeof value === 'number') return formatMoney(value, currency, style.language);
  if (name === 'type' && typeof value === 'string') {
    const key = typeKeys.find((each) => each === value);
    return key === undefined ? value : typeName({ key, name: undefined }, style.language);
  }
  if (name === 'category' && typeof value === 'string')
    return isCategoryId(value) ? categoryLabel({ kind: 'known', id: value }, style.language) : '🔧';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What the master has not said to have read: every edit since they did, or since they have the order. */
export function unreadChanges(one: OrderCase): Changes {
  const since = one.history.findLastIndex(
    ({ event, from, to }) => event === 'read_change' || (to === 'assigned' && (from === 'new' || from === 'offering')),
  );
  const merged: Record<string, { from?: unknown; to?: unknown }> = {};
  for (const { event, details } of one.history.slice(since + 1)) {
    if (event !== 'edit') continue;
    for (const [name, change] of Object.entries(details ?? {})) {
      if (typeof change !== 'object' || change === null) continue;
      const to = 'to' in change ? change.to : undefined;
      const from = 'from' in change ? change.from : undefined;
      const known = merged[name];
      merged[name] = known === undefined ? { from, to } : { ...known, to };
    }
  }
  return merged;
}
