import { asList, waitUntil, type ApiAnswer } from './fixture.ts';

/** A bot that is paid: it answers shipping and pre-checkout queries as it was told, and remembers its updates. */
export interface Payee {
  agrees: () => void;
  refuses: (words: string) => void;
  ships: (options: object[]) => void;
  /** All updates so far. */
  updates: () => Promise<Record<string, unknown>[]>;
  /** Waits until there are so many updates since the start of the test. */
  seen: (count: number) => Promise<Record<string, unknown>[]>;
  stop: () => void;
}

type Api = (method: string, params?: object) => Promise<ApiAnswer>;

/** Polls without waiting: the first call of `updates` forgets what came before. */
export function createPayee(api: Api): Payee {
  const updates: Record<string, unknown>[] = [];
  const waiting: Record<string, unknown>[] = [];
  let offset = 0;
  let isReady = false;
  let answer: object | undefined;
  let options: object[] | undefined;
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> | undefined;

  async function poll(): Promise<void> {
    for (const update of asList((await api('getUpdates', { offset })).result)) {
      offset = Number(update['update_id']) + 1;
      if (!isReady) continue;
      updates.push(update);
      waiting.push(update);
    }
    isReady = true;
    await settle();
  }

  async function settle(): Promise<void> {
    for (const update of waiting.splice(0)) {
      const shipping = idOf(update['shipping_query']);
      const checkout = idOf(update['pre_checkout_query']);
      if (shipping !== undefined && (options ?? answer) !== undefined) {
        const reply = options === undefined ? answer : { ok: true, shipping_options: options };
        await api('answerShippingQuery', { shipping_query_id: shipping, ...reply });
      } else if (checkout !== undefined && answer !== undefined) {
        await api('answerPreCheckoutQuery', { pre_checkout_query_id: checkout, ...answer });
      } else if (shipping !== undefined || checkout !== undefined) {
        waiting.push(update);
        return;
      }
    }
  }

  async function once(): Promise<void> {
    busy ??= poll().finally(() => {
      busy = undefined;
    });
    await busy;
  }

  const run = (): void => {
    timer ??= setInterval(() => void once().catch(() => undefined), 10);
  };
  return {
    agrees: () => {
      answer = { ok: true };
      run();
    },
    refuses: (words) => {
      answer = { ok: false, error_message: words };
      run();
    },
    ships: (list) => {
      options = list;
    },
    updates: async () => {
      await once();
      return updates;
    },
    seen: async (count) => {
      await waitUntil(`the bot has ${count} updates`, async () => {
        await once();
        return updates.length >= count;
      });
      return updates;
    },
    stop: () => clearInterval(timer),
  };
}

function idOf(query: unknown): unknown {
  return typeof query === 'object' && query !== null && 'id' in query ? query.id : undefined;
}
