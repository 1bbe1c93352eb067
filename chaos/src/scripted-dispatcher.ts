import type { Database } from '@durabot/postgres';
import type { Actor, ActorChat, SimMessage, SimPressed } from '@durabot/simulator';

/** One answer of the order dialog, and the question it is for. */
export interface ScriptedAnswer {
  /** What the bot's message holds that asks for it. */
  readonly question: string;
  /** Gives it; `asked` is the message with the question. @returns the press, which the bot must answer, if it is one */
  give(chat: ActorChat, asked: SimMessage): Promise<SimPressed | undefined>;
}

/** What the database must hold of a scripted dispatcher's order. */
export interface ExpectedOrder {
  category: string;
  problem_text: string;
  phone: string;
  client_name: string;
  address: string;
  /** Of the wanted time, in the desk's zone. */
  wanted_hour: number;
  price_minor: number | null;
}

/** Somebody who takes one order with answers of their own. */
export interface ScriptedDispatcher {
  readonly answers: readonly ScriptedAnswer[];
  readonly expected: ExpectedOrder;
}

const categories = [
  { id: 'washing_machine', label: '🧺 Washing machine', typed: 'washer' },
  { id: 'refrigerator', label: '🧊 Refrigerator', typed: 'fridge' },
] as const;

/** What ends the dialog. */
export const created = 'is created';

/** Half of them press where buttons are offered, half of them type; no two give the same answers. */
export function scriptedDispatcher(index: number): ScriptedDispatcher {
  const presses = index % 2 === 0;
  const category = categories[index % 3 === 0 ? 0 : 1];
  const digits = String(index).padStart(4, '0').slice(-4);
  const hour = 9 + (index % 10);
  const problem = `hums and stops, case ${index}`;
  const address = `Lesnaya street ${index + 1}, flat ${(index % 90) + 1}`;
  const name = `Client ${letters(index)}`;
  const price = 1_000 + index;
  return {
    answers: [
      { question: 'Step 1 of 7', give: presses ? press(category.label) : type(category.typed) },
      { question: 'Step 2 of 7', give: type(problem) },
      { question: 'Step 3 of 7', give: type(`+7 916 555-${digits.slice(0, 2)}-${digits.slice(2)} ${name}`) },
      { question: 'Step 4 of 7', give: type(address) },
      { question: 'Step 5 of 7', give: presses ? press('Tomorrow') : type(`tomorrow at ${hour}:00`) },
      { question: 'Step 6 of 7', give: presses ? press('Skip') : type(String(price)) },
      { question: 'Step 7 of 7', give: press('✅ Create') },
    ],
    expected: {
      category: category.id,
      problem_text: problem,
      phone: `+7916555${digits}`,
      client_name: name,
      address,
      // A day without an hour means from the beginning of the working day.
      wanted_hour: presses ? 8 : hour,
      price_minor: presses ? null : price * 100,
    },
  };
}

/** Opens the bot, so that it may write to this person later. */
export async function openBot(actor: Actor, bot: string, timeoutMs: number): Promise<void> {
  const chat = await actor.with(bot);
  await chat.sends('/start');
  await chat.reply({ contains: 'Hello', timeoutMs });
}

/** The orders as {@link ScriptedDispatcher.expected} describes them, by the Telegram id of who took them. */
export async function readOrders(
  db: Database,
): Promise<{ createdBy: number; number: string; seq: number; history: string; order: ExpectedOrder }[]> {
  const { rows } = await db.query<ExpectedOrder & { created_by: number; number: string; seq: number; history: string }>(
    `select o.created_by, o.number, o.seq, o.category, o.problem_text, o.phone, c.name as client_name, a.text as address,
       extract(hour from o.wanted_from at time zone 'Europe/Moscow')::int as wanted_hour,
       o.price_estimate_minor as price_minor,
       (select string_agg(h.event || ' ' || h.to_status || ' by ' || h.actor_id, '; ' order by h.seq)
        from repair.order_history h where h.order_id = o.id) as history
     from repair.service_order o
     join repair.client c on c.id = o.client_id
     join repair.address a on a.id = o.address_id
     order by o.year, o.seq`,
  );
  return rows.map(({ created_by: createdBy, number, seq, history, ...order }) => ({
    createdBy,
    number,
    seq,
    history,
    order,
  }));
}

function type(text: string): ScriptedAnswer['give'] {
  return async (chat) => {
    await chat.sends(text);
    return undefined;
  };
}

function press(label: string): ScriptedAnswer['give'] {
  return (chat, asked) => chat.presses(label, { message_id: asked.message_id });
}

/** A name may hold no digits. */
function letters(index: number): string {
  return String(index)
    .padStart(3, '0')
    .replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'.charAt(Number(digit)));
}
