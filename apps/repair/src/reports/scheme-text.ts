import { formatMoney } from '@durabot/kit';
import type { Language } from '@durabot/runtime';
import { texts } from '../texts.ts';
import { splitOf, type ShareScheme } from '../domain/money/share-scheme.ts';

/** What somebody tries a scheme on. */
const exampleMinor = 10_000_00;

/** A scheme in words: `50 % от чистой; по отзыву +10 %`. Plain text. */
export function schemeText(scheme: ShareScheme, currency: string, language: Language): string {
  const words = texts(language);
  const money = (minor: number): string => formatMoney(minor, currency, language);
  const of = words.plain('scheme-basis-word', { basis: scheme.basis });
  const { rule } = scheme;
  const parts: string[] = [];
  if (rule.kind === 'percent') parts.push(`${percent(rule.bp)} ${of}`);
  else if (rule.kind === 'fixed_per_visit')
    parts.push(words.plain('scheme-per-visit', { sum: money(rule.amountMinor) }));
  else {
    const tiers = rule.tiers.map(({ fromMinor, bp }) =>
      fromMinor === 0 ? percent(bp) : words.plain('scheme-tier', { from: money(fromMinor), percent: percent(bp) }),
    );
    parts.push(`${tiers.join(', ')} ${of}`);
  }
  const bonus = (bp: number, key: 'scheme-review-bonus' | 'scheme-far-bonus' | 'scheme-senior'): void => {
    if (bp > 0) parts.push(words.plain(key, { percent: percent(bp) }));
  };
  bonus(scheme.reviewBonusBp, 'scheme-review-bonus');
  bonus(scheme.outOfTownBonusBp, 'scheme-far-bonus');
  bonus(scheme.seniorMinimumBp, 'scheme-senior');
  if (scheme.basis === 'labour') parts.push(words.plain('scheme-markup', { whose: scheme.partsMarkupTo }));
  parts.push(words.plain('scheme-warranty', { percent: percent(scheme.warrantyReworkBp) }));
  if (scheme.falseCallMinor > 0) parts.push(words.plain('scheme-false-call', { sum: money(scheme.falseCallMinor) }));
  return parts.join('; ');
}

function percent(bp: number): string {
  return `${bp / 100} %`;
}

/** `10 000 ₽: мастеру 5 000 ₽, компании 5 000 ₽`; with parts when the scheme asks what they cost. Plain text. */
export function schemeExample(scheme: ShareScheme, currency: string, language: Language): string {
  const split = splitOf(scheme, {
    labourMinor: exampleMinor,
    partsMinor: 0,
    discountMinor: 0,
    partsCostMinor: 0,
    partsCostOfMasterMinor: 0,
    hasReview: false,
    isOutOfTown: false,
    isWarranty: false,
    isSenior: false,
    visits: 1,
  });
  const money = (minor: number): string => formatMoney(minor, currency, language);
  return texts(language).plain('scheme-example', {
    sum: money(exampleMinor),
    share: money(split.shareMinor),
    company: money(split.companyMinor),
  });
}
