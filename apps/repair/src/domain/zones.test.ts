import { expect, test } from 'vitest';
import { findZone, readZoneWords, type Zone } from './zones.ts';

const zones: Zone[] = [
  { name: 'Сокольники', words: ['сокольн', 'Русаковская', 'Стромынка'] },
  { name: 'Митино', words: ['Пятницкое шоссе', 'Дубравная'] },
  { name: 'Центр', words: ['Лесная', 'Мира'] },
  { name: 'Королёв', words: ['пр-т Мира'] },
];

test.each([
  ['Москва, Русаковская ул., 12, кв. 5', 'Сокольники'],
  ['2-я Сокольническая 3', 'Сокольники'],
  ['пятницкое  ШОССЕ, 7к1', 'Митино'],
  ['район Митино, д. 4', 'Митино'],
  ['Королев, ул. Ленина 5', 'Королёв'],
  // The longer word says more.
  ['пр-т Мира, 10', 'Королёв'],
  ['ул. Мира, 10', 'Центр'],
])('%s is in %s', (address, zone) => {
  expect(findZone(address, zones)).toBe(zone);
});

test.each(['Садовая, 7', 'Залесная ул., 5', '', undefined])('%s is in no zone that is known', (address) => {
  expect(findZone(address, zones)).toBeUndefined();
});

test('words are typed with commas or lines, each once', () => {
  expect(readZoneWords('Лесная, Мира;\nЛесная, , я')).toEqual(['Лесная', 'Мира']);
});
