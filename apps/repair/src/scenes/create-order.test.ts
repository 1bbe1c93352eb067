import { createActions, createCards, createNotifier } from '@durabot/kit';
import { createDatabase, type Log } from '@durabot/postgres';
import {
  describeDialog,
  languages,
  randomIds,
  systemClock,
  walkDialog,
  type DialogInput,
  type DialogView,
  type Parsed,
} from '@durabot/runtime';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parseRepairSettings } from '../config.ts';
import type { Desk, RepairContext } from '../desk.ts';
import { plainPolicy } from '../domain/sla.ts';
import { createPeople, readerOf } from '../people.ts';
import { createRoles } from '../roles.ts';
import { createOrderDialog } from './create-order.ts';
import { addressStep } from './order/address-step.ts';
import { categoryStep } from './order/category-step.ts';
import { clientStep } from './order/client-step.ts';
import { fieldsOfDraft, type OrderDraft } from './order/order-draft.ts';
import type { OrderEnv } from './order/order-env.ts';
import { ownValuesOf } from './own-fields.ts';
import { phoneStep } from './order/phone-step.ts';
import { problemStep } from './order/problem-step.ts';
import { whenStep } from './order/when-step.ts';
import { createCompany } from '../store/company-settings.ts';
import { createOrderUseCases } from '../use-cases/order-use-cases.ts';

/** Saturday noon in Moscow. */
const nowMs = Date.parse('2026-11-21T09:00:00Z');
const clock = { ...systemClock, nowMs: () => nowMs };
const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
// Never connected to: the steps are pure, and what they look up is given here.
const db = createDatabase({ url: 'postgres://nobody@127.0.0.1:1/nothing', log: silentLog });
afterAll(() => db.stop());

const settings = parseRepairSettings({});
const actions = createActions<RepairContext>({
  bot: 'repair',
  clock,
  ids: randomIds,
  reader: () => ({ language: 'ru', zone: settings.zone }),
});
const desk: Desk = {
  db,
  log: silentLog,
  clock,
  ids: randomIds,
  settings,
  roles: createRoles({ db, clock, settings }),
  people: createPeople({ db, clock }),
  actions,
  cards: createCards({ bot: 'repair', clock, actions, definitions: [] }),
  notifier: createNotifier({ bot: 'repair', clock, actions, reader: readerOf(settings.zone) }),
  orders: createOrderUseCases(plainPolicy),
  company: createCompany({ db, clock }),
  filesDir: '',
  policy: plainPolicy,
};

const anna = {
  id: 7,
  name: 'Анна',
  phone: '+79161234517',
  orderCount: 2,
  lastOrder: {
    id: 3,
    number: 'R-2026-000003',
    category: { kind: 'known', id: 'tv' },
    status: 'closed',
    createdAt: new Date('2026-10-03T09:00:00Z'),
  },
  addresses: [],
} as const;

const env: OrderEnv = {
  nowMs,
  categories: ['washing_machine', 'refrigerator'],
  recentClients: [{ id: 7, name: 'Анна', phone: anna.phone, lastOrderAt: new Date(nowMs) }],
  client: undefined,
  addresses: [{ id: 4, text: 'Лесная ул., 5', latitude: undefined, longitude: undefined }],
  similar: undefined,
  similarOrder: undefined,
  seesPhone: false,
};

const text = (words: string): DialogInput => ({ kind: 'text', text: words });

function view(data: Partial<OrderDraft> = {}, special: Partial<OrderEnv> = {}): DialogView<OrderDraft, OrderEnv> {
  return { data, env: { ...env, ...special }, language: 'ru' };
}

function valueOf<Value>(parsed: Parsed<Value, OrderDraft>): Value {
  if (!parsed.ok) throw new Error(`Refused: ${parsed.message}`);
  return parsed.value;
}

test('however the order dialog is walked, in any language, it loses no answer and can be finished', () => {
  const dialog = createOrderDialog(desk);
  fc.assert(
    fc.property(
      fc.constantFrom(...languages),
      fc.array(fc.nat(), { minLength: 20, maxLength: 80 }),
      (language, choices) => {
        let next = 0;
        const steps = walkDialog({
          dialog,
          language,
          env: ({ data }) => ({
            ...env,
            client: JSON.stringify(data).includes(anna.phone) ? anna : undefined,
            similar: { id: 3, by: 'phone' },
          }),
          valid: {
            category: text('чайник'),
            problem: text('не греет воду'),
            problem_said: text('не греет воду'),
            phone: text('+7 916 000-11-22'),
            client: { kind: 'choice', key: 'repeat' },
            address: text('Мира 1'),
            duplicate: { kind: 'choice', key: 'anyway' },
            when: text('завтра в 10'),
            price: text('2500'),
          },
          others: [
            text('назад'),
            text('cancel'),
            text('пропустити'),
            text('да'),
            text('8 916 123-45-17 Анна'),
            text('<script>'),
            { kind: 'photo', fileId: 'f', fileUniqueId: 'u', caption: 'течёт' },
            { kind: 'voice', fileId: 'v', fileUniqueId: 'v', durationSeconds: 3 },
            { kind: 'location', latitude: 55, longitude: 37 },
            { kind: 'contact', phone: '79161234517', firstName: 'Анна' },
            { kind: 'other' },
          ],
          choose: (below) => (choices[(next += 1) % choices.length] ?? 0) % below,
          moves: choices.length,
        });
        expect(steps).toContain('category');
      },
    ),
    { numRuns: 30 },
  );
}, 30_000);

test('its description in the docs is the present one (vitest -u writes it)', async () => {
  await expect(describeDialog(createOrderDialog(desk), 'en')).toMatchFileSnapshot('../../create-order.md');
});
describe('category', () => {
  test.each([
    ['стиралка', { kind: 'known', id: 'washing_machine' }],
    ['Fridge', { kind: 'known', id: 'refrigerator' }],
    ['Тостер Bosch', { kind: 'other', text: 'Тостер Bosch' }],
  ])('"%s" is understood', (typed, expected) => {
    expect(valueOf(categoryStep.parse(text(typed), view()))).toEqual(expected);
  });

  test.each(['', '7', 'я'.repeat(101)])('"%s" is asked again', (typed) => {
    expect(categoryStep.parse(text(typed), view()).ok).toBe(false);
  });

  test('another category clears the chips of the old one, but not words', () => {
    const data: Partial<OrderDraft> = {
      category: { kind: 'known', id: 'washing_machine' },
      problem: { tags: ['drain'] },
    };
    expect(categoryStep.parse(text('tv'), view(data))).toMatchObject({ also: { problem: undefined } });
    expect(categoryStep.parse(text('tv'), view(data))).toHaveProperty(['also', 'problem']);
    const inWords = { ...data, problem: { text: 'гудит', tags: [] } };
    expect(categoryStep.parse(text('tv'), view(inWords))).not.toHaveProperty(['also', 'problem']);
  });
});

describe('problem', () => {
  test('a photo is kept with its caption as the description', () => {
    const photo: DialogInput = { kind: 'photo', fileId: 'f', fileUniqueId: 'u', caption: 'течёт снизу' };
    expect(problemStep.parse(photo, view())).toMatchObject({
      value: { text: 'течёт снизу', tags: [] },
      also: { attachments: [{ kind: 'photo', fileId: 'f' }] },
    });
  });

  test('a voice message after words keeps the words', () => {
    const voice: DialogInput = { kind: 'voice', fileId: 'v', fileUniqueId: 'v', durationSeconds: 3 };
    const parsed = problemStep.parse(voice, view({ problem: { text: 'течёт', tags: [] } }));
    expect(valueOf(parsed)).toEqual({ text: 'течёт', tags: [] });
  });

  test('the same file is kept once', () => {
    const photo: DialogInput = { kind: 'photo', fileId: 'f', fileUniqueId: 'u' };
    const attachments = [{ kind: 'photo' as const, fileId: 'f', fileUniqueId: 'u' }];
    expect(problemStep.parse(photo, view({ attachments }))).toMatchObject({
      also: { attachments: [{ fileUniqueId: 'u' }] },
    });
  });
});

describe('phone', () => {
  const step = phoneStep(desk);

  test.each<[DialogInput, OrderDraft['phone']]>([
    [text('8 916 123-45-17 Анна'), { e164: '+79161234517', name: 'Анна' }],
    [text('+380 67 123 45 67'), { e164: '+380671234567' }],
    [text('8 916 123-45-17 после 18'), { e164: '+79161234517' }],
    [
      { kind: 'contact', phone: '79161234517', firstName: 'Анна', lastName: 'К' },
      { e164: '+79161234517', name: 'Анна К' },
    ],
    [
      { kind: 'choice', key: 'c7' },
      { e164: '+79161234517', name: 'Анна' },
    ],
  ])('%j is read', (input, expected) => {
    expect(valueOf(step.parse(input, view()))).toEqual(expected);
  });

  test('a known client is noted with the last order, and another phone asks anew what the order goes back to', () => {
    const data: Partial<OrderDraft> = { phone: { e164: '+79160000000' }, relation: 'repeat' };
    const parsed = step.parse(text('8 916 123-45-17'), view(data, { client: anna }));
    expect(parsed).toMatchObject({
      value: { e164: '+79161234517', name: 'Анна' },
      also: { known: { clientId: 7, lastOrderId: 3 } },
    });
    expect(parsed).toHaveProperty(['also', 'relation'], undefined);
  });

  test('the same phone again keeps what the order goes back to', () => {
    const data: Partial<OrderDraft> = { phone: { e164: anna.phone }, relation: 'repeat' };
    expect(step.parse(text(anna.phone), view(data, { client: anna }))).not.toHaveProperty(['also', 'relation']);
  });
});

const field = (key: string, required: 'submit' | 'finish') => ({ key, label: key, kind: 'text', required }) as const;
const asked = (draft: Partial<OrderDraft>) => fieldsOfDraft(draft).map(({ key }) => key);

describe('the type', () => {
  const usualType = { id: 1, place: 'at_client', fields: [field('a', 'submit'), field('b', 'finish')] } as const;
  const warrantyType = { id: 3, place: 'at_client', fields: [field('c', 'submit')] } as const;
  const data: Partial<OrderDraft> = {
    usualType: { ...usualType, fields: [...usualType.fields] },
    warrantyType: { ...warrantyType, fields: [...warrantyType.fields] },
  };

  test('asks its own fields of a new order; under warranty those of the other type', () => {
    expect(asked(data)).toEqual(['a']);
    expect(asked({ ...data, relation: 'repeat' })).toEqual(['a']);
    expect(asked({ ...data, relation: 'warranty' })).toEqual(['c']);
  });

  test('answers to fields that are asked no more are taken back, others stay', () => {
    const answered = { ...data, own1: { key: 'a', value: 'x' } };
    const chosen = (key: string) => clientStep(desk).parse({ kind: 'choice', key }, view(answered));
    expect(chosen('warranty')).toHaveProperty(['also', 'own1'], undefined);
    expect(chosen('repeat')).not.toHaveProperty(['also', 'own1']);
    const phone = phoneStep(desk).parse(text('8 916 000-11-22'), view({ ...answered, relation: 'warranty' }));
    expect(phone).toHaveProperty(['also', 'own1'], undefined);
    expect(ownValuesOf(answered, warrantyType.fields)).toEqual({});
  });

  test('of the workshop needs no address', () => {
    expect(addressStep.when?.(data)).toBe(true);
    expect(addressStep.when?.({ usualType: { id: 2, place: 'workshop', fields: [] } })).toBe(false);
  });
});

describe('address', () => {
  test('words need a house number, a point on the map does not', () => {
    expect(addressStep.parse(text('улица Мира'), view()).ok).toBe(false);
    expect(valueOf(addressStep.parse(text('улица Мира, 1'), view()))).toEqual({ text: 'улица Мира, 1' });
    const point: DialogInput = { kind: 'location', latitude: 55, longitude: 37 };
    expect(valueOf(addressStep.parse(point, view()))).toEqual({ latitude: 55, longitude: 37 });
  });

  test('saved addresses are choices', () => {
    expect(addressStep.choices?.(view())).toMatchObject([{ key: 'a4', label: 'Лесная ул., 5' }]);
    expect(valueOf(addressStep.parse({ kind: 'choice', key: 'a4' }, view()))).toEqual({ text: 'Лесная ул., 5' });
  });
});

describe('when', () => {
  const step = whenStep(desk);
  const labelsAt = (moment: string): string[] =>
    (step.choices?.(view({}, { nowMs: Date.parse(moment) })) ?? []).map(({ label }) => label);

  test('today is offered while there is some of it left', () => {
    expect(labelsAt('2026-11-21T09:00:00Z')).toContain('Сегодня 14–18');
    expect(labelsAt('2026-11-21T11:00:00Z')).toContain('Сегодня 18–22');
    expect(labelsAt('2026-11-21T16:00:00Z').join()).not.toContain('Сегодня');
  });

  test('choices name their day, so that one drawn yesterday is gone instead of meaning another day', () => {
    const keys = step.choices?.(view())?.map(({ key }) => key);
    expect(keys).toEqual(['now', '2026-11-21_14', '2026-11-22', 'choose']);
  });

  test('words are understood and said back as a full date', () => {
    const parsed = step.parse(text('завтра в 10'), view());
    expect(parsed).toMatchObject({ ok: true, value: { kind: 'at', from: '2026-11-22T07:00:00.000Z' } });
    expect(parsed).toMatchObject({ note: expect.stringContaining('вс 22 нояб., 10:00') });
  });

  test.each(['вчера', 'когда-нибудь', '01.01.2031'])('"%s" is asked again', (typed) => {
    expect(step.parse(text(typed), view()).ok).toBe(false);
  });
});
