import { orderScript, type Script } from '../order/order-flow.ts';
import type { SentMessage } from './fake-telegram.ts';
import { textUpdate, userIdOf } from './update.ts';

/** One answered update. */
export interface Exchange {
  /** From the first byte of the webhook until the bot's request with the answer was there. */
  readonly toRequestMs: number;
  /** From the first byte of the webhook until Telegram had answered that request: the user reads it. */
  readonly toDeliveryMs: number;
}

/** What went wrong with one update, as the person sees it. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly kind: 'unanswered' | 'wrong' | 'refused';

  constructor(kind: ExchangeError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** People who take one order after another, each waiting for the answer before they go on. */
export interface VirtualUsers {
  /** Telegram tells what the bot sent; see `FakeTelegramOptions`. */
  onMessage(message: SentMessage): void;
  onDelivered(message: SentMessage): void;
  /** Writes one message as this user and waits for the right answer to it. @throws ExchangeError when a wrong one or none comes */
  exchange(user: number): Promise<Exchange>;
  /** Messages that nobody waited for: they came twice, or too late. */
  unasked(): readonly string[];
  /** Lets all users of these numbers go on and on until it is over; after `allTalkingMs` all have begun. */
  keepTalking(
    users: readonly number[],
    times: { isOver: () => boolean; allTalkingMs: number },
    onExchange: (exchange: Exchange) => void,
  ): Promise<void>;
}

interface Awaited {
  requestedMs: number | undefined;
  text: string;
  resolve: (deliveredMs: number) => void;
}

const patienceMs = 30_000;

/**
 * @param post brings an update of a user to a bot and gives the status of its answer
 * @param scriptOf what this user writes; the order dialog unless said otherwise
 */
export function createVirtualUsers(
  post: (user: number, update: string) => Promise<number>,
  firstUpdateId: number,
  scriptOf: (user: number) => Script = () => orderScript,
): VirtualUsers {
  const turns = new Map<number, number>();
  const unasked: string[] = [];
  const awaited = new Map<number, Awaited>();
  let updateId = firstUpdateId;

  async function exchange(user: number): Promise<Exchange> {
    const script = scriptOf(user);
    const turn = turns.get(user) ?? 0;
    turns.set(user, (turn + 1) % script.turns);
    updateId += 1;
    const waiting: Awaited = { requestedMs: undefined, text: '', resolve: () => undefined };
    const delivered = new Promise<number>((resolve) => {
      waiting.resolve = resolve;
    });
    const chatId = userIdOf(user);
    awaited.set(chatId, waiting);
    const startMs = performance.now();
    const posted = post(user, textUpdate(updateId, user, script.written(turn, user)));
    // Telegram would not bring this chat's next update to a bot that has not confirmed this one.
    const [deliveredMs, status] = await withPatience(Promise.all([delivered, posted]), user, turn);
    if (status !== 200) throw new ExchangeError('refused', `The webhook was answered with ${status}.`);
    const expected = script.expected(turn);
    if (!waiting.text.includes(expected)) {
      throw new ExchangeError(
        'wrong',
        `User ${user} read ${JSON.stringify(waiting.text)} in turn ${turn} instead of "${expected}".`,
      );
    }
    return { toRequestMs: (waiting.requestedMs ?? deliveredMs) - startMs, toDeliveryMs: deliveredMs - startMs };
  }

  return {
    onMessage: ({ chatId, text, arrivedMs }) => {
      const waiting = awaited.get(chatId);
      if (waiting === undefined) return;
      waiting.requestedMs = arrivedMs;
      waiting.text = text;
    },
    onDelivered: ({ chatId, text }) => {
      const waiting = awaited.get(chatId);
      if (waiting === undefined) {
        unasked.push(text);
        return;
      }
      awaited.delete(chatId);
      waiting.resolve(performance.now());
    },
    exchange,
    unasked: () => unasked,
    keepTalking: async (users, { isOver, allTalkingMs }, onExchange) => {
      await Promise.all(
        users.map(async (user, at) => {
          // One after another, so that connections are made one after another, too.
          await new Promise((resolve) => {
            setTimeout(resolve, (allTalkingMs * at) / users.length);
          });
          while (!isOver()) onExchange(await exchange(user));
        }),
      );
    },
  };
}

async function withPatience<T>(answer: Promise<T>, user: number, turn: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new ExchangeError('unanswered', `User ${user} got no answer in turn ${turn} within ${patienceMs / 1_000} s.`),
        ),
      patienceMs,
    );
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
