import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages } from '@durabot/runtime';
import type { Order } from '../store/order-row.ts';
import { historyLines, maskedOrderCard, orderCard, orderLine, type CardStyle } from './order-card.ts';

const noon = new Date('2026-11-21T09:00:00Z');
const style: CardStyle = { language: 'ru', zone: 'Europe/Moscow', nowMs: noon.getTime() };

const order: Order = {
  id: 7,
  number: 'R-2026-000007',
  status: 'new',
  kind: 'repeat',
  previousNumber: 'R-2026-000003',
  category: { kind: 'known', id: 'washing_machine' },
  type: undefined,
  fieldValues: {},
  problemText: 'гудит <громко> & течёт, звоните Анне 8 916 123-45-17',
  problemTags: ['drain'],
  attachmentCount: 2,
  clientId: 1,
  clientName: 'Анна <К.>',
  phone: '+79161234517',
  addressText: 'Лесная ул., 5, кв. 12',
  zone: undefined,
  latitude: 55.75,
  longitude: 37.61,
  wanted: { kind: 'window', from: new Date('2026-11-22T07:00:00Z'), to: new Date('2026-11-22T09:00:00Z') },
  priceEstimateMinor: 2500_00,
  priceNote: 'запчасти отдельно',
  currency: 'RUB',
  createdBy: 1,
  createdByName: 'Анна Кузнецова',
  dispatcherId: 1,
  dispatcherName: 'Анна',
  priority: 0,
  notes: undefined,
  access: { flat: undefined, floor: undefined, entrance: undefined, intercom: undefined },
  blacklistReason: undefined,
  isDeleted: false,
  rev: 1,
  createdAt: noon,
};

describe('the card for the desk', () => {
  test('says everything, escaped', () => {
    expect(orderCard(order, style, { seesPhone: true })).toBe(
      [
        '<b>R-2026-000007</b> · 🆕 Новая',
        '<b>🧺 Стиральная машина</b>',
        '🔁 Повторная после R-2026-000003',
        '',
        'Проблема: Не сливает воду. гудит &lt;громко&gt; &amp; течёт, звоните Анне 8 916 123-45-17',
        '📎 2 вложения',
        'Клиент: Анна &lt;К.&gt;',
        'Телефон: +7 916 123 45 17',
        'Адрес: Лесная ул., 5, кв. 12 (<a href="https://maps.google.com/?q=55.75,37.61">точка на карте</a>)',
        'Когда: вс 22 нояб., 10:00–12:00',
        'Цена: 2\u202F500\u202F₽, запчасти отдельно',
        '',
        '<i>Создана: сб 21 нояб., 12:00, Анна Кузнецова</i>',
      ].join('\n'),
    );
  });

  test('masks the phone for those who need not call', () => {
    expect(orderCard(order, style, { seesPhone: false })).toContain('Телефон: +7 916 ***-**-17');
  });

  test('does without what is not known', () => {
    const bare: Order = {
      ...order,
      kind: 'ordinary',
      previousNumber: undefined,
      clientName: undefined,
      attachmentCount: 0,
      addressText: undefined,
      zone: undefined,
      priceEstimateMinor: undefined,
      priceNote: undefined,
    };
    const card = orderCard(bare, { ...style, language: 'en' }, { seesPhone: true });
    expect(card).toContain('Client: no name');
    expect(card).toContain('Price: not agreed');
    expect(card).not.toContain('📎');
    expect(card).not.toContain('Follows');
  });
});

describe('the card for a group', () => {
  test('says what a master needs to decide, and nothing about the person', () => {
    expect(maskedOrderCard(order, style)).toBe(
      [
        '<b>R-2026-000007</b> · 🆕 Новая',
        '<b>🧺 Стиральная машина</b>',
        '🔁 Повторная после R-2026-000003',
        '',
        'Проблема: Не сливает воду',
        'Телефон: +7 916 ***-**-17',
        'Адрес: Лесная ул., …',
        'Когда: вс 22 нояб., 10:00–12:00',
      ].join('\n'),
    );
  });

  test('never holds words that somebody typed, whatever they are', () => {
    const secret = fc.stringMatching(/^[A-Z]{6,12}$/);
    fc.assert(
      fc.property(secret, fc.constantFrom(...languages), (word, language) => {
        const typed: Order = {
          ...order,
          category: { kind: 'other', text: word },
          problemText: word,
          problemTags: [word],
          clientName: word,
          addressText: `Лесная 5, ${word}`,
          zone: undefined,
          priceNote: word,
          createdByName: word,
          type: {
            id: 1,
            key: undefined,
            name: word,
            path: 'new',
            place: 'at_client',
            starts: 'offered',
            fields: [{ key: 'f', label: word, kind: 'text', required: 'never' }],
            checklist: [word],
            isDefault: false,
            isActive: true,
          },
          fieldValues: { f: word },
        };
        expect(maskedOrderCard(typed, { ...style, language })).not.toContain(word);
      }),
    );
  });
});

test('a line of a list names the client by name or by the end of the phone', () => {
  expect(orderLine(order, style)).toBe(
    '<b>R-2026-000007</b> · 🆕 Новая\n🧺 Стиральная машина · Анна &lt;К.&gt; · сб 21 нояб.',
  );
  expect(orderLine({ ...order, clientName: undefined }, style)).toContain('…4517');
});

test('history says what was done, when, by whom and why', () => {
  const lines = historyLines(
    [
      { at: noon, event: 'submit', fromStatus: undefined, toStatus: 'new', actorName: 'Анна', reason: undefined },
      {
        at: noon,
        event: 'cancel',
        fromStatus: 'new',
        toStatus: 'cancelled',
        actorName: undefined,
        reason: 'дубль <1>',
      },
    ],
    style,
  );
  expect(lines).toBe(
    [
      '<b>История</b>',
      '• сб 21 нояб., 12:00 · создана · Анна',
      '• сб 21 нояб., 12:00 · 🆕 Новая → ✖️ Отменена · система: дубль &lt;1&gt;',
    ].join('\n'),
  );
});
