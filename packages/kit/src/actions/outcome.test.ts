import { describe, expect, test } from 'vitest';
import { cardAfter, isEffect, type Outcome, toastOf } from './outcome.ts';

const at = new Date('2026-11-21T11:02:00Z');
const other: Outcome = { kind: 'already_applied_by_other', name: 'Сергей П.', at };

describe('an outcome', () => {
  test.each([
    [{ kind: 'applied' }, 'Готово', 'Готово', 'Done'],
    [{ kind: 'applied', toast: 'Отправлено' }, 'Отправлено', 'Отправлено', 'Отправлено'],
    [{ kind: 'applied', toast: false }, undefined, undefined, undefined],
    [{ kind: 'already_applied_by_me' }, 'Уже сделано ✓', 'Уже зроблено ✓', 'Already done ✓'],
    [other, 'Уже сделано: Сергей П., 14:02', 'Уже зроблено: Сергей П., 14:02', 'Already done by Сергей П. at 14:02'],
    [{ kind: 'stale_but_compatible' }, 'Карточка обновлена', 'Картку оновлено', 'The card has been updated'],
    [{ kind: 'not_allowed_now', reason: 'A.', next: 'B.' }, 'A. B.', 'A. B.', 'A. B.'],
    [{ kind: 'expired' }, 'Кнопка устарела', 'Кнопка застаріла', 'This button is out of date'],
  ] as const satisfies readonly (readonly [Outcome, ...unknown[]])[])(
    '%j has a toast in each language',
    (outcome, ru, uk, en) => {
      const zone = 'Europe/Moscow';
      expect(toastOf(outcome, { language: 'ru', zone })).toBe(ru);
      expect(toastOf(outcome, { language: 'uk', zone })).toBe(uk);
      expect(toastOf(outcome, { language: 'en', zone })).toBe(en);
    },
  );

  test('is never longer than Telegram shows', () => {
    const toast = toastOf({ kind: 'not_allowed_now', reason: 'я'.repeat(300) }, { language: 'ru', zone: 'UTC' });
    expect(Array.from(toast ?? '')).toHaveLength(200);
  });

  test.each([
    ['applied', 'refresh', true],
    ['stale_but_compatible', 'refresh', true],
    ['already_applied_by_me', 'leave', false],
    ['expired', 'resend', false],
  ] as const)('%s leaves the card so: %s', (kind, card, effect) => {
    expect(cardAfter({ kind })).toBe(card);
    expect(isEffect({ kind })).toBe(effect);
  });

  test('of somebody who was too late shows what is true now', () => {
    expect(cardAfter(other)).toBe('refresh');
    expect(cardAfter({ kind: 'not_allowed_now', reason: '' })).toBe('leave');
  });
});
