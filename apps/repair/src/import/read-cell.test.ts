import { describe, expect, test } from 'vitest';
import { mapCategory, mapSpecialization } from './map-category.ts';
import { cutText, flagOf, integerOf, moneyOf, textOf, timeOf } from './read-cell.ts';

describe('an amount', () => {
  test.each([
    [2500, 2500_00],
    [0.1 + 0.2, 30],
    [1.005, 101],
    [8500.5, 8500_50],
    ['1 234,56', 1234_56],
    ['99.9', 99_90],
    [0, 0],
    [null, undefined],
    ['', undefined],
    ['много', 'unclear'],
    [-5, 'unclear'],
    [1e12, 'unclear'],
    [1e-7, 0],
  ])('%j is %j', (value, minor) => {
    expect(moneyOf({ x: value }, 'x')).toBe(minor);
  });

  test('of a column that does not exist is none', () => {
    expect(moneyOf({}, 'x')).toBeUndefined();
  });
});

describe('a time', () => {
  test.each([
    ['2025-03-10 12:00:00', '2025-03-10T09:00:00.000Z'],
    ['2025-03-10 12:00:00.123456', '2025-03-10T09:00:00.123Z'],
    ['2025-03-10T12:00:00+03:00', '2025-03-10T09:00:00.000Z'],
    ['2025-03-10 09:00:00Z', '2025-03-10T09:00:00.000Z'],
    ['2025-03-10 12:00:00+0300', '2025-03-10T09:00:00.000Z'],
    ['2025-03-10', '2025-03-09T21:00:00.000Z'],
    ['10.03.2025', '2025-03-09T21:00:00.000Z'],
    ['1.3.2025 9:30', '2025-03-01T06:30:00.000Z'],
    [1_741_597_200, '2025-03-10T09:00:00.000Z'],
  ])('%j is %s', (value, iso) => {
    const at = timeOf({ x: value }, 'x', 'Europe/Moscow');
    expect(at instanceof Date ? at.toISOString() : at).toBe(iso);
  });

  test.each(['вчера', '2025-02-31 10:00:00', '31.02.2025', '2025-03-10 25:00:00', 5])('%j is unclear', (value) => {
    expect(timeOf({ x: value }, 'x', 'Europe/Moscow')).toBe('unclear');
  });

  test('in the hour that a zone leaves out comes later, in the one it repeats the first time', () => {
    const spring = timeOf({ x: '2025-03-30 03:30:00' }, 'x', 'Europe/Kyiv');
    expect(spring).toEqual(new Date('2025-03-30T01:30:00Z'));
    const autumn = timeOf({ x: '2025-10-26 03:30:00' }, 'x', 'Europe/Kyiv');
    expect(autumn).toEqual(new Date('2025-10-26T00:30:00Z'));
  });
});

test('texts, numbers and flags are read as they may stand in SQLite', () => {
  expect(textOf({ x: '  a\0b ' }, 'x')).toBe('ab');
  expect(textOf({ x: '   ' }, 'x')).toBeUndefined();
  expect(integerOf({ x: '5100000001' }, 'x')).toBe(5_100_000_001);
  expect(integerOf({ x: 1.5 }, 'x')).toBeUndefined();
  expect([1, 0, 'true', 'False', null].map((x) => flagOf({ x }, 'x'))).toEqual([true, false, true, false, undefined]);
  expect(cutText('a🛠', 2)).toBe('a');
});

test.each([
  ['Стиральные машины', 'washing_machine'],
  ['🧺 Стиральная машина', 'washing_machine'],
  ['Духовой шкаф', 'oven'],
  ['Духовые шкафы', 'oven'],
  ['Посудомоечные машины', 'dishwasher'],
  ['Кофемашины', 'coffee_machine'],
  ['Сантехника', 'plumbing'],
  ['Электрика', 'electrics'],
  ['Водонагреватели', 'water_heater'],
  ['ТВ', 'tv'],
  ['Телевизоры', 'tv'],
  ['Сушильные машины', 'dryer'],
  ['Холодильники', 'refrigerator'],
])('%s is %s', (type, id) => {
  expect(mapCategory(type)).toEqual({ kind: 'known', id });
});

test('a type that is none of ours keeps its words; specialisations are a list', () => {
  expect(mapCategory('Робот-пылесос')).toEqual({ kind: 'other', text: 'Робот-пылесос' });
  expect(mapSpecialization('стиралки, холодильники и ТВ; прочее')).toEqual(['washing_machine', 'refrigerator', 'tv']);
});
