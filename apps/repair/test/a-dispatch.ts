import { pause, resume, systemClock } from '@durabot/runtime';
import type { Actor, ActorChat, SimMessage } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

/** A desk with masters at work, who have all opened the bot. */
export interface Dispatch {
  readonly repair: RepairInSimulator;
  readonly anna: ActorChat;
  readonly kate: ActorChat;
  /** The first master's private chat. */
  readonly master: ActorChat;
  readonly masters: readonly ActorChat[];
  /** Anna takes an order; its card stands at the end of her chat. @returns its number */
  order(phone?: string): Promise<string>;
  /** An order that all masters are offered, each on a card of their own. @returns its number */
  offeredToAll(): Promise<string>;
  /** An order that the first master has accepted. */
  accepted(): Promise<string>;
  statusOf(number: string): Promise<string>;
  /** Waits until the order is this. */
  becomes(number: string, status: string): Promise<void>;
  /** The whole text of a message that shows it, however it has been edited. */
  textOf(message: SimMessage | undefined): string;
  /** The newest message of a chat that contains a text, as it is now. */
  shown(chat: ActorChat, contains: string): Promise<SimMessage | undefined>;
  buttonsOf(message: SimMessage | undefined): string[];
  /** Waits until the newest message that shows the order has this button. */
  offers(chat: ActorChat, number: string, button: string): Promise<void>;
  /** All of them press at once: nothing is handled before every press is there. @returns what each was answered with */
  pressAtOnce(chats: readonly ActorChat[], button: string, whileTheyWait?: () => Promise<void>): Promise<string[]>;
  /** Presses the newest button whose words begin so. @returns what the press was answered with */
  pressLike(chat: ActorChat, start: string): Promise<string>;
}

export async function aDispatch(
  options: { masters?: number; mastersGroup?: boolean; mastersForum?: boolean } = {},
): Promise<Dispatch> {
  const repair = await startRepair(options);
  const anna = await open(repair.anna);
  await open(repair.olena);
  const kate = await open(repair.kate);
  const masters: ActorChat[] = [];
  for (const actor of repair.masters) {
    const chat = await open(actor);
    await chat.sends('/shift');
    await chat.reply({ contains: 'не в смене' });
    await chat.presses('🟢 Начать смену');
    await chat.reply({ contains: 'в смене' });
    masters.push(chat);
  }
  const [master = anna] = masters;
  let orders = 0;

  const dispatch: Dispatch = {
    repair,
    anna,
    kate,
    master,
    masters,
    order: async (phone) => {
      orders += 1;
      const said = phone ?? `8 916 200-00-${String(10 + orders)}`;
      await anna.sends(`Стиралка не сливает, Лесная ул., ${orders}, кв. 12, ${said} Мария, сегодня 15-18, 2500`);
      await anna.reply({ contains: 'Проверьте заявку' });
      await anna.presses('✅ Создать');
      const created = await anna.reply({ contains: 'создана' });
      return /R-\d{4}-\d{6}/.exec(dispatch.textOf(created))?.[0] ?? '';
    },
    offeredToAll: async () => {
      const number = await dispatch.order();
      await anna.presses('👷 Назначить');
      await anna.reply({ contains: `Кому предложить ${number}` });
      await anna.presses('📣 Всем в смене');
      for (const chat of masters) await dispatch.offers(chat, number, '✅ Беру');
      return number;
    },
    accepted: async () => {
      const number = await dispatch.order();
      await anna.presses('👷 Назначить');
      await anna.reply({ contains: `Кому предложить ${number}` });
      await dispatch.pressLike(anna, 'Сергей');
      await dispatch.offers(master, number, '✅ Беру');
      await master.presses('✅ Беру');
      await dispatch.becomes(number, 'assigned');
      await dispatch.offers(master, number, '🚗 Выехал');
      return number;
    },
    statusOf: async (number) => {
      const { rows } = await repair.db.query<{ status: string }>(
        'select status from repair.service_order where number = $1',
        [number],
      );
      return rows[0]?.status ?? '';
    },
    becomes: (number, status) =>
      waitUntil(async () => (await dispatch.statusOf(number)) === status, { what: `${number} to be ${status}` }),
    textOf: (message) => message?.text ?? message?.caption ?? '',
    shown: async (chat, contains) =>
      (await chat.transcript()).findLast((message) => !message.outgoing && (message.text ?? '').includes(contains)),
    buttonsOf: (message) => (message?.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text),
    offers: (chat, number, button) =>
      waitUntil(async () => dispatch.buttonsOf(await dispatch.shown(chat, number)).includes(button), {
        what: `${button} under ${number}`,
      }),
    pressAtOnce: async (chats, button, whileTheyWait) => {
      // Else the first press has the order before the last one is made, and its button is gone.
      await pause(repair.db, { bot: 'repair' }, 'presses are gathered');
      await waitUntil(async () => (await presses(repair)) === 0, { what: 'earlier presses to be handled' });
      // Every process knows of a pause within a second.
      await systemClock.sleep(1_100);
      const pressed = await Promise.all(chats.map(async (chat) => ({ chat, press: await chat.presses(button) })));
      await waitUntil(async () => (await presses(repair)) === chats.length, { what: 'all presses to be there' });
      await whileTheyWait?.();
      await resume(repair.db, { bot: 'repair' });
      // One after another holds the order's row: on a busy machine the last of them waits longer than one press would.
      return Promise.all(pressed.map(async ({ chat, press }) => (await chat.answer(press, 30_000)).text ?? ''));
    },
    pressLike: async (chat, start) => {
      const message = (await chat.transcript()).findLast((one) =>
        dispatch.buttonsOf(one).some((text) => text.startsWith(start)),
      );
      const text = dispatch.buttonsOf(message).find((each) => each.startsWith(start));
      const pressed = await chat.presses(text ?? start);
      return (await chat.answer(pressed)).text ?? '';
    },
  };
  return dispatch;
}

/** How many presses wait to be handled. */
async function presses({ db }: RepairInSimulator): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from durabot.inbox where kind = 'callback_query'`,
  );
  return rows[0]?.count ?? 0;
}

async function open(actor: Actor): Promise<ActorChat> {
  const chat = await actor.with(botName);
  await chat.sends('/start');
  await chat.reply();
  return chat;
}
