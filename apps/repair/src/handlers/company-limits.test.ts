import { languages } from '@durabot/runtime';
import { describe, expect, test } from 'vitest';
import { usualRules } from '../domain/sla.ts';
import { feeNames, limitNames, rulesOf, takesValue, usualSettings } from '../store/company-settings.ts';
import { texts } from '../texts.ts';
import { termChoices, termNames, termText } from './company-limits.ts';

describe('terms that a company sets', () => {
  test('are the usual ones until somebody changes them', () => {
    expect(rulesOf(usualSettings)).toEqual(usualRules);
    expect(termNames).toHaveLength(feeNames.length + limitNames.length);
  });

  test.each(termNames)('%s is offered with what it usually is, and takes all that is offered', (name) => {
    expect(termChoices[name]).toContain(usualSettings[name]);
    for (const value of termChoices[name]) expect(takesValue(name, value), String(value)).toBe(true);
    expect(takesValue(name, -1)).toBe(false);
    expect(takesValue(name, 1.5)).toBe(false);
  });

  test('leave an offer to all some time to live, whatever is chosen', () => {
    const { limit_no_taker_all: all, limit_no_taker_admin: admin } = termChoices;
    expect(Math.min(...admin)).toBeGreaterThan(Math.max(...all));
    for (const minutes of [31, 39]) {
      expect(takesValue('limit_no_taker_all', minutes) && takesValue('limit_no_taker_admin', minutes)).toBe(false);
    }
  });

  test.each(languages)('have names of their own and units in %s', (language) => {
    const words = texts(language);
    for (const key of ['setting-term', 'setting-term-short'])
      expect(new Set(termNames.map((name) => words.plain(key, { name }))).size, key).toBe(termNames.length);
    const show = termText({ settings: { currency: 'RUB' } as Parameters<typeof termText>[0]['settings'] });
    const shown = [45, 60, 90, 1_440].map((minutes) => show('limit_late', minutes, { words, language }));
    expect(new Set(shown.map((text) => text.replaceAll(/[\d\s]/g, ''))).size).toBe(3);
  });
});
