import { describe, expect, test } from 'vitest';
import { languages } from '@durabot/runtime';
import { categories, categoryIds, categoryLabel, findCategory, isCategoryId, matchCategory } from './categories.ts';

describe('categories', () => {
  test('are complete: each id once, named in each language, with problems of their own', () => {
    expect(categories.map((category) => category.id)).toEqual([...categoryIds]);
    for (const category of categories) {
      const ids = category.problems.map((problem) => problem.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { id } of category.problems) expect(id).toMatch(/^[a-z]{1,12}$/);
      for (const language of languages)
        expect(categoryLabel({ kind: 'known', id: category.id }, language)).not.toBe('');
    }
  });

  test.each([
    ['стиралка', 'washing_machine'],
    ['Стиральная машина', 'washing_machine'],
    ['пралка', 'washing_machine'],
    ['washing machine', 'washing_machine'],
    ['холодильник', 'refrigerator'],
    ['fridge', 'refrigerator'],
    ['посудомойка', 'dishwasher'],
    ['посудомийка', 'dishwasher'],
    ['бойлер', 'water_heater'],
    ['телек', 'tv'],
    ['ТВ', 'tv'],
    ['электрик', 'electrics'],
    ['електрика', 'electrics'],
    ['кофемашина', 'coffee_machine'],
    ['духовка', 'oven'],
    ['сушилка', 'dryer'],
    ['сантехника', 'plumbing'],
  ])('%j is %s', (typed, id) => {
    expect(matchCategory(typed)?.id).toBe(id);
  });

  test.each(['робот-пылесос', 'швейная машинка', 'кран капает прямо за холодильником', ''])(
    '%j is none of them',
    (typed) => {
      expect(matchCategory(typed)).toBeUndefined();
    },
  );

  test('an unknown id is no category', () => {
    expect(isCategoryId('other')).toBe(false);
    expect(findCategory('toaster')).toBeUndefined();
    expect(categoryLabel({ kind: 'other', text: 'Тостер' }, 'ru')).toBe('🔧 Тостер');
  });
});
