import type { SimMessage } from '@durabot/simulator';
import { describe, expect, it } from 'vitest';

import { scriptedDispatcher } from './scripted-dispatcher.ts';
import { isKept, judge } from './verdict.ts';
import type { Remains } from './verdict.ts';

const anna = 11;
const boris = 12;
const told = 'R-2026-000001: a fridge hums';

function message(text: string, outgoing = false): SimMessage {
  return { message_id: 1, text, outgoing } as SimMessage;
}

/** One order of Anna's, of which both were told. */
function remains(change: Partial<Remains> = {}): Remains {
  const { expected } = scriptedDispatcher(3);
  return {
    taken: [{ by: anna, expected }],
    orders: [{ createdBy: anna, number: 'R-2026-000001', history: `submit new by ${anna}`, order: expected }],
    transcripts: new Map([
      [anna, ['Step 1 of 7', 'Step 2 of 7', told].map((text) => message(text))],
      [boris, [message(told)]],
    ]),
    left: { inbox: 0, outbox: 0, dialog: 0, unknown: 0 },
    buried: [],
    updatesQueued: 0,
    orderViolations: 0,
    ...change,
  };
}

const [order] = remains().orders;
const left = { inbox: 0, outbox: 0, dialog: 0, unknown: 0 };

describe('the verdict', () => {
  it('finds nothing where all is well', () => {
    const verdict = judge(remains());
    expect(verdict.findings).toEqual([]);
    expect(isKept(verdict)).toBe(true);
  });

  it('counts a marked repeat and does not mind', () => {
    const transcripts = new Map([
      ...remains().transcripts,
      [boris, [told, `${told}\n\n(possibly repeated)`].map((text) => message(text))],
    ]);
    const verdict = judge(remains({ transcripts }));
    expect([verdict.sends_duplicated, isKept(verdict)]).toEqual([1, true]);
  });

  it.each<
    [string, Partial<Remains>, 'lost' | 'effects_duplicated' | 'out_of_order' | 'unknown_left' | 'sends_unmarked']
  >([
    ['a missing order', { orders: [] }, 'lost'],
    [
      'an answer of somebody else',
      { orders: order ? [{ ...order, order: { ...order.order, phone: '+70000000000' } }] : [] },
      'lost',
    ],
    [
      'an order taken twice',
      { orders: order ? [order, { ...order, number: 'R-2026-000002' }] : [] },
      'effects_duplicated',
    ],
    ['an order that nobody took', { taken: [] }, 'effects_duplicated'],
    [
      'a second line of history',
      { orders: order ? [{ ...order, history: `${order.history}; submit new by 11` }] : [] },
      'effects_duplicated',
    ],
    ['somebody who was not told', { transcripts: new Map([...remains().transcripts, [boris, []]]) }, 'lost'],
    [
      'a repeat without a mark',
      { transcripts: new Map([...remains().transcripts, [boris, [message(told), message(told)]]]) },
      'sends_unmarked',
    ],
    [
      'questions in another order',
      {
        transcripts: new Map([
          ...remains().transcripts,
          [anna, [message('Step 2 of 7'), message('Step 1 of 7'), message(told)]],
        ]),
      },
      'out_of_order',
    ],
    ['sends that overtook others', { orderViolations: 1 }, 'out_of_order'],
    ['an entry in the inbox', { left: { ...left, inbox: 1 } }, 'lost'],
    ['a call in the outbox', { left: { ...left, outbox: 1 } }, 'lost'],
    ['an open dialog', { left: { ...left, dialog: 1 } }, 'lost'],
    ['a buried entry', { buried: ['outbox sendMessage after 1 attempts: TELEGRAM_BAD_REQUEST'] }, 'lost'],
    ['an update that was not fetched', { updatesQueued: 1 }, 'lost'],
    ['a call of which nobody knows', { left: { ...left, outbox: 1, unknown: 1 } }, 'unknown_left'],
  ])('counts %s', (_, change, figure) => {
    const verdict = judge(remains(change));
    expect(verdict[figure]).toBeGreaterThan(0);
    expect(isKept(verdict)).toBe(false);
  });
});
