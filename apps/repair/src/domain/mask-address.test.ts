import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskAddress } from './mask-address.ts';

test.each([
  ['Лесная ул., 5, кв. 12', 'Лесная ул., …'],
  ['ул. Лесная 5-12', 'ул. Лесная, …'],
  ['г. Москва, ул. Лесная, д. 5', 'г. Москва, ул. Лесная, …'],
  ['Лесная дом 5', 'Лесная, …'],
  ['вул. Хрещатик, 22, кв. 7', 'вул. Хрещатик, …'],
  ['Москва, 1-я Тверская-Ямская, 5', 'Москва, …'],
  ['дом 5', '…'],
  ['221B Baker Street', 'Baker Street, …'],
  ['10 Downing St, London', 'Downing St, London, …'],
  ['5 кв 12', '…'],
  ['12', '…'],
  ['ул., 5', '…'],
])('a group reads %j as %j', (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});

test('a masked address never holds a digit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      expect(maskAddress(text)).not.toMatch(/\d/);
    }),
    { numRuns: 1000 },
  );
});
