import { describe, expect, test } from 'vitest';
import { missingFields, nextState, readFieldValue, shownValues, typeName, type OwnField } from './order-type.ts';

const field = (kind: OwnField['kind'], special: Partial<OwnField> = {}): OwnField => ({
  key: 'f',
  label: 'Поле',
  kind,
  required: 'submit',
  ...special,
});

describe('a field of a type', () => {
  test.each([
    ['text', ' два\nслова ', 'два слова'],
    ['text', '', undefined],
    ['text', 'x'.repeat(201), undefined],
    ['number', '1 200,5', 1200.5],
    ['number', '-3', -3],
    ['number', '12 шт', undefined],
    ['number', '1e9', undefined],
    ['yes_no', 'Так', true],
    ['yes_no', 'no', false],
    ['yes_no', 'наверное', undefined],
    ['choice', 'БЕЛЫЙ', 'белый'],
    ['choice', 'зелёный', undefined],
  ] as const)('%s reads "%s" as %j', (kind, typed, value) => {
    expect(readFieldValue(field(kind, { options: ['чёрный', 'белый'] }), typed)).toBe(value);
  });

  test('is missing at its own stage only; no and zero are answers', () => {
    const fields = [
      field('yes_no', { key: 'a' }),
      field('number', { key: 'b' }),
      field('text', { key: 'c', required: 'finish' }),
    ];
    expect(missingFields(fields, { a: false, b: 0 }, 'submit')).toEqual([]);
    expect(missingFields(fields, { a: false }, 'finish').map(({ key }) => key)).toEqual(['c']);
  });

  test('is shown in the reader’s words, and what the type does not have is not', () => {
    const fields = [field('yes_no', { key: 'a' }), field('number', { key: 'b', label: 'Вес' })];
    expect(shownValues(fields, { a: true, b: 3.5, gone: 'x' }, 'uk')).toEqual([
      { label: 'Поле', value: 'Так' },
      { label: 'Вес', value: '3,5' },
    ]);
  });
});

test('a type that is always there is named in the reader’s language, until it is given a name', () => {
  expect(typeName({ key: 'workshop', name: undefined }, 'en')).toBe('Workshop');
  expect(typeName({ key: 'workshop', name: 'Цех' }, 'en')).toBe('Цех');
});

test('a line of a checklist goes round', () => {
  expect([nextState('open'), nextState('done'), nextState('failed')]).toEqual(['done', 'failed', 'open']);
});
