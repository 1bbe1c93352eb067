import type { Language } from '@durabot/runtime';
import { categoryLabel } from '../domain/categories.ts';
import { toOrderCategory } from '../store/order-row.ts';
import { texts } from '../texts.ts';

/** A category as it is shown. Own words of an order are not told apart. */
export function categoryWord(category: string, language: Language): string {
  return category === 'other'
    ? texts(language).plain('step-category-other')
    : categoryLabel(toOrderCategory(category, null), language);
}

export function breachWord(event: string, language: Language): string {
  return texts(language).plain(`report-breach-${event.replaceAll('_', '-')}`);
}

export function holdWord(reason: string, language: Language): string {
  return texts(language).plain(`report-hold-${reason.replaceAll('_', '-')}`);
}

export function refuserWord(role: string, language: Language): string {
  return texts(language).plain(`report-by-${role}`);
}

export function debtWord(kind: string, language: Language): string {
  return texts(language).plain(`report-debt-${kind}`);
}

export function stepWord(step: string, language: Language): string {
  return texts(language).plain(`report-step-${step.replaceAll('_', '-')}`);
}

/** Monday is 1. */
export function weekdayWord(weekday: number, language: Language): string {
  // The 1st of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday));
}
