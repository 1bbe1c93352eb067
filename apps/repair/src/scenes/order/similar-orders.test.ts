import { describe, expect, test } from 'vitest';
import { parseRepairSettings } from '../../config.ts';
import type { Desk } from '../../desk.ts';
import type { Order } from '../../store/order-store.ts';
import { addressStep } from './address-step.ts';
import { clientStep } from './client-step.ts';
import { duplicateStep } from './duplicate-step.ts';
import type { OrderDraft, OrderView } from './order-draft.ts';
import { similarLine, similarOf } from './similar-orders.ts';

const nowMs = Date.parse('2026-11-21T09:00:00Z');

const other: Order = {
  id: 118,
  number: 'R-2026-000118',
  status: 'new',
  kind: 'ordinary',
  previousNumber: undefined,
  category: { kind: 'known', id: 'tv' },
  type: undefined,
  fieldValues: {},
  problemText: 'нет <звука>',
  problemTags: [],
  attachmentCount: 0,
  clientId: 7,
  clientName: 'Анна',
  phone: '+79161234517',
  addressText: 'Лесная ул., 5',
  zone: undefined,
  latitude: undefined,
  longitude: undefined,
  wanted: { kind: 'asap', from: new Date(nowMs), to: undefined },
  priceEstimateMinor: undefined,
  priceNote: undefined,
  currency: 'RUB',
  createdBy: 1,
  createdByName: 'Олена',
  dispatcherId: 1,
  dispatcherName: 'Анна',
  priority: 0,
  notes: undefined,
  access: { flat: undefined, floor: undefined, entrance: undefined, intercom: undefined },
  blacklistReason: undefined,
  isDeleted: false,
  rev: 1,
  createdAt: new Date(nowMs - 2 * 3_600_000),
};

function view(data: Partial<OrderDraft>, special: Partial<OrderView['env']> = {}): OrderView {
  const env = {
    nowMs,
    categories: [],
    recentClients: [],
    client: undefined,
    addresses: [],
    similar: undefined,
    similarOrder: undefined,
    seesPhone: false,
  };
  return { data, env: { ...env, ...special }, language: 'ru' };
}

const byPhone = { orderId: 118, by: 'phone', asked: 'client' } as const;
const settings = parseRepairSettings({});
const steps: Pick<Desk, 'settings'> = { settings };

test('the line says which order, since when and why', () => {
  const line = similarLine(view({ similar: byPhone }, { similarOrder: other }))?.replaceAll(/\s/g, ' ');
  expect(line).toBe('⚠️ Похоже на <b>R-2026-000118</b> (открыта 2 ч назад, тот же телефон)');
  const byAddress = { ...byPhone, by: 'address' } as const;
  expect(similarLine(view({ similar: byAddress }, { similarOrder: other }))).toContain('тот же адрес');
  expect(similarLine(view({}))).toBeUndefined();
});

test('a known client is warned about where the client is asked about, anybody else in a question of its own', () => {
  const similar = { id: 118, by: 'phone' } as const;
  expect(similarOf(similar, { clientId: 7, lastOrderId: 3 })).toEqual(byPhone);
  expect(similarOf({ id: 118, by: 'address' }, undefined)).toEqual({
    orderId: 118,
    by: 'address',
    asked: 'duplicate',
  });
  expect(similarOf(undefined, undefined)).toBeUndefined();
});

describe.each([clientStep(steps), duplicateStep(steps)])('the question on step $name', (step) => {
  const warned = view({ similar: byPhone }, { similarOrder: other });

  test('warns, and offers to open the other order or to go on', () => {
    expect(step.prompt(warned)).toContain('R-2026-000118');
    expect(step.choices?.(warned).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['🔎 Открыть её', 'Всё равно новая']),
    );
  });

  test('shows the other order above itself, its phone only to those who may see it', () => {
    const open = { kind: 'choice', key: 'open' } as const;
    const parsed = step.parse(open, warned);
    const shown = parsed.ok ? '' : parsed.message;
    expect(shown).toContain('R-2026-000118');
    expect(shown).toContain('нет &lt;звука&gt;');
    expect(shown).not.toContain('123 45 17');
    const seeing = step.parse(open, view({ similar: byPhone }, { similarOrder: other, seesPhone: true }));
    expect(seeing.ok ? '' : seeing.message).toContain('+7 916 123 45 17');
  });
});

test('without a similar order a client is asked about as ever', () => {
  const labels = clientStep(steps)
    .choices?.(view({}))
    .map(({ label }) => label);
  expect(labels).toEqual(['Повторная', 'По гарантии', 'Новая']);
});

describe('an address', () => {
  const typed = { kind: 'text', text: 'Лесная ул., 5' } as const;
  const similar = { id: 118, by: 'address' } as const;

  test('of an open order is asked about', () => {
    expect(addressStep.parse(typed, view({}, { similar }))).toMatchObject({
      also: { similar: { orderId: 118, asked: 'duplicate' }, anyway: undefined },
    });
  });

  test('is not asked about when the phone was already', () => {
    expect(addressStep.parse(typed, view({ similar: byPhone }, { similar }))).toMatchObject({ also: {} });
    expect(addressStep.parse(typed, view({ similar: byPhone }, { similar }))).not.toHaveProperty(['also', 'similar']);
  });

  test('that is nobody else’s any more takes the warning back', () => {
    const data: Partial<OrderDraft> = { similar: { orderId: 118, by: 'address', asked: 'duplicate' }, anyway: true };
    expect(addressStep.parse(typed, view(data))).toHaveProperty(['also', 'similar'], undefined);
  });
});
