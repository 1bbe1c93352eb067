import type { OrderText, OrderTextEnv } from '../src/domain/parse-order-text.ts';

/** Saturday noon in Moscow. */
const nowMs = Date.parse('2026-11-21T09:00:00Z');

const countries = { ru: ['RU', 'RUB'], uk: ['UA', 'UAH'], en: ['GB', 'GBP'] } as const;

/** A company that works where the language is spoken. */
export function envOf(language: keyof typeof countries): OrderTextEnv {
  const [country, currency] = countries[language];
  return { country, currency, nowMs, zone: 'Europe/Moscow', language };
}

/** Everything that was read, a guess with a question mark; what is missing is left out. Times are in UTC. */
export function summary(text: OrderText): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [field, reading] of Object.entries(text)) {
    if (reading.certainty === 'missing') continue;
    shown[field] = `${show(reading.value)}${reading.certainty === 'guess' ? ' ?' : ''}`;
  }
  return shown;
}

type Value = Exclude<OrderText[keyof OrderText], { certainty: 'missing' }>['value'];

function show(value: Value): string {
  if (typeof value === 'string') return value;
  if ('from' in value) {
    const to = value.to === undefined ? '' : ` – ${minutes(value.to)}`;
    return value.kind === 'asap' ? 'asap' : `${minutes(value.from)}${to}`;
  }
  if ('kind' in value) return value.kind === 'known' ? value.id : `other: ${value.text}`;
  return [value.amountMinor === undefined ? undefined : value.amountMinor / 100, value.note]
    .filter((part) => part !== undefined)
    .join(', ');
}

function minutes(at: Date): string {
  return at.toISOString().slice(5, 16);
}
