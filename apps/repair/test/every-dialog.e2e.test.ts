import type { Actor, ActorChat, SimMessage } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderForms, type OrderForm } from '../src/cards/order-kinds.ts';
import { texts } from '../src/texts.ts';
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
  /** What the order is when the dialog is through. */
  readonly ends: string;
}

/** Where a dialog about an order begins, by which button, and where it leads. */
const forms: Partial<Record<OrderForm, { at: keyof OrderPlaces; button: string; ends: string }>> = {
  finish: { at: 'onSite', button: 'button-finish', ends: 'work_done' },
  hold: { at: 'assigned', button: 'button-hold', ends: 'on_hold' },
  refuse: { at: 'onSite', button: 'button-refuse', ends: 'refused' },
  cancel: { at: 'fresh', button: 'button-cancel', ends: 'cancelled' },
  release: { at: 'assigned', button: 'button-release', ends: 'new' },
  return: { at: 'workDone', button: 'button-return', ends: 'in_progress' },
  dispute: { at: 'workDone', button: 'button-dispute', ends: 'work_done' },
  end_dispute: { at: 'disputed', button: 'button-end-dispute', ends: 'work_done' },
  reopen: { at: 'closed', button: 'button-reopen', ends: 'in_progress' },
  take_up_again: { at: 'refused', button: 'button-take-up-again', ends: 'new' },
  question: { at: 'offered', button: 'button-question', ends: 'offering' },
};

const walks: Walk[] = [
  {
    name: 'create_order',
    begin: async (chat) => {
      await chat.sends('/create_order');
      return undefined;
    },
    ends: 'new',
  },
  ...Object.entries(forms).map(([form, { at, button, ends }]) => ({
    name: form,
    ends,
    begin: async (chat: ActorChat, person: Actor) => {
      const number = await places[at](person.id);
      await chat.sends(`/order ${number}`);
      await chat.reply({ contains: number });
      await chat.presses(texts('ru').plain(button));
      return number;
    },
  })),
];

/** What neither a first choice nor an example answers. */
const answers: Readonly<Record<string, (chat: ActorChat) => Promise<unknown>>> = {
  'order_finish.photos': (chat) => chat.sends('', { photo: { base64: 'AAAA' } }),
};

let repair: RepairInSimulator;
let places: OrderPlaces;
beforeAll(async () => {
  repair = await startRepair({ masters: walks.length, mastersAreAdmins: true });
  const anna = await repair.anna.with(botName);
  await anna.sends('/start');
  await anna.reply();
  places = createOrderPlaces(repair);
});
afterAll(async () => {
  await repair.stop();
});

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
    expect(round, 'rounds of questions').toBeLessThan(15);
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
        expect(labelsOf(again), step).toEqual(labelsOf(one.asked));
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
    const { rows } = await repair.db.query<{ status: string; events: number }>(
      `select status, (select count(*) from repair.order_history where order_id = id and actor_id = $2)::int as events
       from repair.service_order where number = $1 or ($1 is null and created_by = $2)`,
      [number ?? null, person.id],
    );
    expect(rows, walk.name).toEqual([expect.objectContaining({ status: walk.ends })]);
  }
  expect(walks.map(({ name }) => name).toSorted()).toEqual(['create_order', ...orderForms].toSorted());
  expect([...seen].toSorted()).toEqual([...repair.dialogs].toSorted());
});

/** Ways around a question, and what only shows something. */
const notAChoice = /^(←|✖|✓|Пропустить|✏️)|Открыть/u;

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

/** Without what was said above it. */
function questionOf({ text = '' }: SimMessage): string {
  return text.slice(text.search(heading));
}

function labelsOf(message: SimMessage): string[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}
