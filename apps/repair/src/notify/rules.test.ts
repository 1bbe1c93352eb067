import { expect, test } from 'vitest';
import { languages } from '@durabot/runtime';
import { texts } from '../texts.ts';
import { reminderRules, rules, taskRules, type Rule } from './rules.ts';

const all: readonly Rule[] = [
  ...Object.values(rules).flat(),
  ...Object.values(taskRules).flat(),
  ...Object.values(reminderRules).flat(),
];

/** Everything that any text takes; a missing one would throw. */
const everything = {
  number: 'R-2026-000001',
  master: '',
  reason: '',
  count: 0,
  until: '',
  minutes: 0,
  task: 'other',
  event: 'other',
  step: 'other',
  attempt: 0,
  hold: 'other',
  who: 'admin',
  total: '',
  amount: '',
  paid: '',
  due: '',
  owes: 0,
  share: '',
  changes: '',
  fee: '',
  device: '',
  window: '',
  eta: '',
  knows: 0,
  lines: '',
  approved: '',
  costs: 0,
  warranty: '',
  isWarranted: 0,
  stars: 1,
};

test('every fact has a row in the table', () => {
  for (const row of Object.values(rules)) expect(row.length).toBeGreaterThan(0);
});

test.each(languages)('every notice has its words in %s, and names the order', (language) => {
  for (const rule of all) {
    if (rule.how !== 'notice') continue;
    expect(texts(language).t(rule.text, everything)).toContain('R-2026-000001');
    for (const button of rule.buttons ?? []) expect(texts(language).plain(button.text, button.params)).not.toBe('');
  }
});

test('a group is sent nothing but cards, which are masked for it', () => {
  const toGroup = all.filter(({ to }) => to === 'group');
  expect(toGroup.every(({ how }) => how === 'card' || how === 'edit')).toBe(true);
});
