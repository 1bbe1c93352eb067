import { expect, test } from 'vitest';

import type { FaultAction } from '../../api/tools.ts';
import { loadPhrases } from '../../i18n/texts.ts';
import { explainFault, explainWhen } from './explain-fault.ts';

const actions: FaultAction[] = [
  { status: 429, retry_after: 5 },
  { status: 502 },
  { delay_ms: 1500 },
  { reset: 'before' },
  { reset: 'after' },
  { status: 502, body: 'html' },
  { body: 'truncated' },
];

test('in every language each fault says what the bot will see, and each says something else', async () => {
  for (const language of ['en', 'ru', 'uk'] as const) {
    const phrases = await loadPhrases(language);
    const texts = actions.map((action) => explainFault(action, phrases));
    expect(new Set(texts).size).toBe(actions.length);
    expect(texts.filter((text) => text === '' || text.includes('{'))).toEqual([]);
  }
});

test('a fault says which calls it is for', async () => {
  const phrases = await loadPhrases('en');
  const when = (rule: object): string => explainWhen({ ...rule, action: {} }, phrases);
  expect(when({ method: 'sendMessage', nth: 1 })).toBe('The next sendMessage');
  expect(when({ every: 3, chat: 7, times: 2 })).toBe('any method: one call in every 3, in chat 7, at most 2×');
  expect(when({ method: 'getMe', probability: 0.25 })).toBe('25% of getMe');
});
