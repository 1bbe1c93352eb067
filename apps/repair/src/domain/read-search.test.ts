import { expect, test } from 'vitest';
import { readSearch } from './read-search.ts';

test.each([
  ['12', { number: { kind: 'tail', seq: 12 }, phoneTail: undefined, isNumeric: true }],
  ['4517', { number: { kind: 'tail', seq: 4517 }, phoneTail: '4517', phone: undefined }],
  ['R-2026-000118', { number: { kind: 'full', year: 2026, seq: 118 }, text: undefined, phoneTail: undefined }],
  ['№ 118', { number: { kind: 'tail', seq: 118 } }],
  ['1234567', { number: undefined, phoneTail: '1234567' }],
  ['8 916 123-45-17', { phone: '+79161234517', number: undefined }],
  ['+79161234517', { phone: '+79161234517' }],
  ['Лесная 5', { text: 'Лесная 5', phoneTail: undefined, number: undefined, isNumeric: false }],
  ['Мария', { text: 'Мария', isNumeric: false }],
])('%s is looked for as what it can be', (typed, meant) => {
  expect(readSearch(typed, 'RU')).toMatchObject(meant);
});

test.each(['', ' ', 'я', '\n'])('%j is nothing to look for', (typed) => {
  expect(readSearch(typed, 'RU')).toBeUndefined();
});
