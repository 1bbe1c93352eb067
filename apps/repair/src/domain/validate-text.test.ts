import { expect, test } from 'vitest';
import { normaliseText, textKey } from './normalise-text.ts';
import { validateAddress } from './validate-address.ts';
import { validateProblem } from './validate-problem.ts';

test.each([
  ['течёт', { ok: true, text: 'течёт' }],
  ['  не   сливает \u0000воду ', { ok: true, text: 'не сливает воду' }],
  ['🔥🔥🔥🔥', { ok: true, text: '🔥🔥🔥🔥' }],
  ['a', { ok: false, reason: 'too_short' }],
  ['   \n ', { ok: false, reason: 'too_short' }],
  ['x'.repeat(500), { ok: true, text: 'x'.repeat(500) }],
  ['x'.repeat(501), { ok: false, reason: 'too_long' }],
])('the description %j', (input, result) => {
  expect(validateProblem(input)).toEqual(result);
});

test.each([
  ['Лесная 5', { ok: true, text: 'Лесная 5' }],
  ['Лесная улица', { ok: false, reason: 'no_digit' }],
  ['5', { ok: false, reason: 'too_short' }],
  [`${'x'.repeat(500)}1`, { ok: false, reason: 'too_long' }],
])('the address %j', (input, result) => {
  expect(validateAddress(input)).toEqual(result);
});

test('line breaks stay, everything else that cannot be seen goes', () => {
  expect(normaliseText('a\r\n\n\n\nb\u200B\u202Ec\u0007\td')).toBe('a\n\nbc d');
});

test('an address has one key in every spelling', () => {
  expect(textKey('Лесная ул.,  5 кв.12')).toBe(textKey('лесная УЛ 5, кв 12'));
  expect(textKey('Берёзовая 1')).toBe(textKey('березовая, 1'));
  expect(textKey('Лесная 5')).not.toBe(textKey('Лесная 51'));
});
