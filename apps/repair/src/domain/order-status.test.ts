import { describe, expect, test } from 'vitest';
import { languages } from '@durabot/runtime';
import { orderStatuses, statusLabel, transition, transitions } from './order-status.ts';

describe('the state table of an order', () => {
  test('leads from the beginning to every state', () => {
    const reached = new Set(['new']);
    for (let round = 0; round < orderStatuses.length; round++) {
      for (const { from, to } of transitions) if (from !== undefined && reached.has(from)) reached.add(to);
    }
    expect([...reached].toSorted()).toEqual([...orderStatuses].toSorted());
  });

  test('says for each state and event one thing at most', () => {
    const pairs = transitions.map(({ from, event }) => `${from ?? '-'}:${event}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  test('refuses what it does not list, with the reason', () => {
    expect(transition(undefined, 'submit', ['dispatcher'])).toEqual({ ok: true, to: 'new' });
    expect(transition(undefined, 'submit', ['master'])).toMatchObject({ ok: false, kind: 'illegal_transition' });
    expect(transition('closed', 'hold', ['admin'])).toEqual({
      ok: false,
      kind: 'illegal_transition',
      from: 'closed',
      event: 'hold',
    });
  });

  test('has an emoji and a word for each state in each language', () => {
    for (const language of languages) {
      const labels = orderStatuses.map((status) => statusLabel(status, language));
      for (const label of labels) expect(label).toMatch(/^\P{L}+ \p{Lu}/u);
      expect(new Set(labels).size).toBe(orderStatuses.length);
    }
  });
});
