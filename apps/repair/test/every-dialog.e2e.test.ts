import type { Actor, ActorChat, SimMessage } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createActions } from '@durabot/kit';
import { randomIds, systemClock } from '@durabot/runtime';
import { clientActions } from '../src/cards/client-kinds.ts';
import { orderActions, orderForms, type OrderForm } from '../src/cards/order-kinds.ts';
import { createOrderPlaces, type OrderPlaces } from './order-places.ts';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

/**
 * Everybody goes through a dialog of their own at the same time, and the program is restarted between any two questions.
 * Choices are pressed, the first one; what is to be typed is the example that the bot gives to who did not understand.
 */
interface Walk {
  readonly name: string;
  /** Brings the first question to the chat of this person. @returns the number of the order that it is about */
  begin(chat: ActorChat, person: Actor): Promise<string | undefined>;
  /** What the order is when the dialog is through, where it is about one. */
  readonly ends: string | undefined;
}

/** Where a dialog about an order begins, and where it leads. */
const forms: Partial<Record<OrderForm, { at: keyof OrderPlaces; ends: string }>> = {
  finish: { at: 'onSite', ends: 'work_done' },
  inspect: { at: 'onSite', ends: 'in_progress' },
  device: { at: 'assigned', ends: 'assigned' },
  late: { at: 'assigned', ends: 'assigned' },
  hold: { at: 'assigned', ends: 'on_hold' },
  refuse: { at: 'onSite', ends: 'refused' },
  cancel: { at: 'fresh', ends: 'cancelled' },
  release: { at: 'assigned', ends: 'new' },
  return: { at: 'workDone', ends: 'in_progress' },
  dispute: { at: 'workDone', ends: 'work_done' },
  end_dispute: { at: 'disputed', ends: 'work_done' },
  reopen: { at: 'closed', ends: 'in_progress' },
  take_up_again: { at: 'refused', ends: 'new' },
  question: { at: 'offered', ends: 'offering' },
  estimate: { at: 'onSite', ends: 'on_hold' },
  edit: { at: 'assigned', ends: 'assigned' },
  reschedule: { at: 'assigned', ends: 'assigned' },
  delete: { at: 'fresh', ends: 'new' },
  blacklist: { at: 'fresh', ends: 'new' },
  pay: { at: 'owing', ends: 'closed' },
};

/** Dialogs that are about no order, or begin for its client. */
const others: readonly {
  name: string;
  at?: keyof OrderPlaces;
  /** What it is about, where that is no order and not the person. */
  entityId?: string;
  kind: string;
  params: unknown;
  ends?: string;
}[] = [
  { name: 'answer', at: 'assigned', kind: orderActions.form, params: { form: 'answer' }, ends: 'assigned' },
  { name: 'client_words', at: 'assigned', kind: clientActions.form, params: { form: 'question' }, ends: 'assigned' },
  { name: 'client_move', at: 'fresh', kind: clientActions.move, params: {}, ends: 'new' },
  { name: 'master_profile', kind: 'master.form', params: { field: 'zones' } },
  { name: 'master_photo', kind: 'master.photo', params: {} },
  { name: 'order_type', kind: 'type.form', params: { form: 'add' } },
  { name: 'price_item', kind: 'price.form', params: { category: 'washing_machine' } },
  { name: 'share_scheme', kind: 'scheme.form', params: {} },
  { name: 'zone', kind: 'zone.form', params: {} },
  { name: 'order_type', entityId: '1', kind: 'type.form', params: { form: 'field' } },
  { name: 'report_dates', kind: 'reports.dates', params: { report: 'funnel' } },
];

const walks: Walk[] = [
  {
    name: 'create_order',
    begin: async (chat) => {
      await chat.sends('/create_order');
      return undefined;
    },
    ends: 'new',
  },
  ...Object.entries(forms).map(([form, { at, ends }]): Walk => ({
    name: form,
    ends,
    begin: (chat, person) => press(chat, person, { at, kind: orderActions.form, params: { form } }),
  })),
  ...others.map((one): Walk => ({ name: one.name, ends: one.ends, begin: (chat, person) => press(chat, person, one) })),
];

/** Walked where a week of work is over: the tests of settlements and cash. */
const notHere = ['cash', 'settlement_line'];

/** What neither a first choice nor an example answers. */
const answers: Readonly<Record<string, (chat: ActorChat) => Promise<unknown>>> = {
  'order_finish.photos': (chat) => chat.sends('', { photo: { base64: 'AAAA' } }),
  // The long way around.
  'order_inspect.photos': (chat) => chat.presses('📍 С геометкой'),
  'order_inspect.placed': (chat) => chat.sends('', { location: { latitude: 55.75, longitude: 37.5 } }),
  'order_inspect.pointed': (chat) => chat.sends('', { photo: { base64: 'AAAA' } }),
};

/** Left alone for twenty days, by people of their own. */
const away: readonly string[] = ['hold', 'refuse', 'edit'];

let repair: RepairInSimulator;
let places: ReturnType<typeof createOrderPlaces>;
beforeAll(async () => {
  repair = await startRepair({ masters: walks.length + away.length, mastersAreAdmins: true });
  const anna = await repair.anna.with(botName);
  await anna.sends('/start');
  await anna.reply();
  places = createOrderPlaces(repair);
});
afterAll(async () => {
  await repair.stop();
});

test('A2: any dialog is kept for more than twenty days; then the same question comes back, and buttons of then work', async () => {
  const days = 24 * 3_600_000;
  for (const { name, lifeMs } of repair.drafts) expect(lifeMs, name).toBeGreaterThan(20 * days);
  const left = await Promise.all(
    walks
      .filter(({ name }) => away.includes(name))
      .map(async (walk, index) => {
        const person = repair.masters[walks.length + index] ?? repair.kate;
        const chat = await person.with(botName);
        await chat.sends('/start');
        await chat.reply();
        const rev = await newestRev(chat);
        await walk.begin(chat, person);
        return { walk, person, chat, asked: await nextQuestion(chat, rev, walk.name), was: await stored(person.id) };
      }),
  );
  repair.clock.addMs(20 * days);
  await repair.restart();
  await Promise.all(
    left.map(async ({ walk, person, chat, asked, was }, index) => {
      const [choice = ''] = labelsOf(asked).filter((label) => !notAChoice.test(label));
      // One writes and goes on, the next one presses what stands in the chat since then.
      const card = index % 2 === 0 ? await goOn(chat, walk.name) : asked;
      expect(questionOf(card), walk.name).toBe(questionOf(asked));
      expect((await stored(person.id))?.values, walk.name).toEqual(was?.values);
      await chat.presses(choice, { message_id: card.message_id });
      await waitUntil(async () => (await stored(person.id))?.step !== was?.step, {
        what: `an answer to ${walk.name} after twenty days`,
      });
    }),
  );
}, 60_000);

test('A1: a restart at every step of every dialog leaves the same question and the same answers', async () => {
  const seen = new Set<string>();
  const under = await Promise.all(
    walks.map(async (walk, index) => {
      const person = repair.masters[index] ?? repair.kate;
      const chat = await person.with(botName);
      await chat.sends('/start');
      await chat.reply();
      const number = await walk.begin(chat, person);
      return { walk, person, chat, number, asked: await nextQuestion(chat, 0, walk.name), steps: 0 };
    }),
  );
  let open = under;
  for (let round = 0; open.length > 0; round++) {
    expect(round, 'rounds of questions').toBeLessThan(20);
    const before = new Map(await Promise.all(open.map(async (one) => [one, await stored(one.person.id)] as const)));
    await repair.restart();
    await Promise.all(
      open.map(async (one) => {
        const { chat, walk, person } = one;
        const was = before.get(one);
        const step = `${was?.name ?? ''}.${was?.step ?? ''}`;
        seen.add(was?.name ?? '');
        // A sticker answers nothing: the question comes anew, with the example if there is one.
        await chat.sends('', { sticker: { base64: 'AAAA' } });
        const again = await nextQuestion(chat, one.asked.rev, `${walk.name} at ${step} after a restart`);
        expect(questionOf(again), step).toBe(questionOf(one.asked));
        expect(labelsOf(again).map(steady), step).toEqual(labelsOf(one.asked).map(steady));
        expect((await stored(person.id))?.values, step).toEqual(was?.values);
        await answer(chat, step, one.asked, again);
        one.steps += 1;
        await waitUntil(async () => (await stored(person.id))?.step !== was?.step, {
          what: `an answer to ${step}: ${labelsOf(again).join(', ')}`,
        });
        if ((await stored(person.id)) !== undefined) one.asked = await nextQuestion(chat, again.rev, walk.name);
      }),
    );
    const left = await Promise.all(open.map(async (one) => ({ one, is: await stored(one.person.id) })));
    open = left.filter(({ is }) => is !== undefined).map(({ one }) => one);
  }
  for (const { walk, person, number, steps } of under) {
    expect(steps, walk.name).toBeGreaterThan(1);
    if (walk.ends === undefined) continue;
    const { rows } = await repair.db.query<{ status: string }>(
      'select status from repair.service_order where number = $1 or ($1::text is null and created_by = $2)',
      [number ?? null, person.id],
    );
    expect(rows, walk.name).toEqual([expect.objectContaining({ status: walk.ends })]);
  }
  // A new dialog has to be walked here, too.
  expect(orderForms.filter((form) => !walks.some(({ name }) => name === form))).toEqual([]);
  expect([...seen, ...notHere].toSorted()).toEqual([...repair.dialogs].toSorted());
}, 120_000);

/** Whoever has been away is offered to go on. @returns the question that comes back */
async function goOn(chat: ActorChat, name: string): Promise<SimMessage> {
  const rev = await newestRev(chat);
  await chat.sends('я вернулся');
  // Cards of orders, which twenty days have moved, have a button of the same name.
  const offer = await chat.reply({ contains: 'Есть незаконч' });
  await chat.presses('▶️ Продолжить', { message_id: offer.message_id });
  return nextQuestion(chat, rev, `${name} after twenty days`);
}

async function newestRev(chat: ActorChat): Promise<number> {
  return Math.max(0, ...(await chat.transcript()).map(({ rev }) => rev));
}

/** Ways around a question, and what only shows something. */
const notAChoice = /^(←|✖|✓|Пропустить|✏️)|Открыть/u;

/** Draws one button that begins a dialog, wherever the bot has it, and presses it. @returns the order's number */
async function press(
  chat: ActorChat,
  person: Actor,
  { at, entityId, kind, params }: { at?: keyof OrderPlaces; entityId?: string; kind: string; params: unknown },
): Promise<string | undefined> {
  const number = at === undefined ? undefined : await places[at](person.id);
  const buttons = createActions({
    bot: 'repair',
    clock: { ...systemClock, nowMs: () => repair.clock.nowMs() },
    ids: randomIds,
    reader: () => ({ language: 'ru', zone: 'Europe/Moscow' }),
  });
  const inline_keyboard = await repair.db.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: number; rev: number }>(
      'select id, rev from repair.service_order where number = $1',
      [number ?? null],
    );
    const [order] = rows;
    // Who goes through a client's questions is the order's client.
    if (order !== undefined && kind.startsWith('client.')) {
      await tx.query(
        `update repair.client set telegram_user_id = $1, consent_at = $3
         where id = (select client_id from repair.service_order where id = $2)`,
        [person.id, order.id, new Date(repair.clock.nowMs())],
      );
    }
    const about =
      order === undefined
        ? { entity: 'master_profile', entityId: entityId ?? String(person.id) }
        : { entity: 'order', entityId: String(order.id), rev: order.rev };
    return buttons.keyboard(tx, [[{ ...about, kind, params, text: 'begin' }]]);
  });
  await fetch(`${repair.sim.url}/bot${repair.token}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: person.id, text: 'begin', reply_markup: { inline_keyboard } }),
  });
  await chat.presses('begin');
  return number;
}

async function answer(chat: ActorChat, step: string, asked: SimMessage, again: SimMessage): Promise<void> {
  const special = answers[step];
  if (special !== undefined) return void (await special(chat));
  const [choice] = labelsOf(asked).filter((label) => !notAChoice.test(label));
  // On the card that was drawn before the restart: its buttons stay good while its question stands.
  if (choice !== undefined) return void (await chat.presses(choice, { message_id: asked.message_id }));
  const example = /Например: ([^\n]+)/u.exec(again.text ?? '')?.[1];
  await chat.sends(example ?? 'потому что так надо');
}

async function stored(userId: number) {
  const { rows } = await repair.db.query<{ name: string; step: string; values: unknown }>(
    `select name, step, data->'values' as values from durabot.dialog where user_id = $1 and status = 'active'`,
    [userId],
  );
  return rows[0];
}

const heading = /(Шаг \d+ из \d+|Изменить) · /u;

/** The newest question that the chat shows, once there is one that is newer than `rev`. */
async function nextQuestion(chat: ActorChat, rev: number, what: string): Promise<SimMessage> {
  let found: SimMessage | undefined;
  await waitUntil(
    async () => {
      found = (await chat.transcript())
        .filter((message) => !message.outgoing && heading.test(message.text ?? '') && message.rev > rev)
        .toSorted((a, b) => a.rev - b.rev)
        .at(-1);
      return found !== undefined;
    },
    { what: `a question in ${what}` },
  );
  if (found === undefined) throw new Error(`no question in ${what}`);
  return found;
}

/** Without what was said above it, and without the mark of a call of which nobody knows whether it was made. */
function questionOf({ text = '' }: SimMessage): string {
  const question = text.slice(text.search(heading)).replace('\n\n(возможно, повтор)', '');
  return steady(question);
}

/** Those who walk beside make orders for the same client, and minutes pass. */
function steady(text: string): string {
  return text.replaceAll(/\d+ (?=заяв|мин\. назад)/gu, '# ').replaceAll(/R-\d{4}-\d+/gu, 'R-#');
}

function labelsOf(message: SimMessage): string[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}
