import { dropFirst, updateText } from '../../src/world/updates.ts';
import { asList, asObject, waitUntil, type ApiAnswer, type Fixture } from './fixture.ts';

/** Goldens by name: the texts that the bot read. */
export interface Goldens {
  messages: Map<string, string>;
  updates: Map<string, string>;
}

export interface Recorder {
  readonly goldens: Goldens;
  /** A method whose result is a message, or several; each is kept under this name. */
  sends(name: string, method: string, params: object | FormData): Promise<Record<string, unknown>>;
  /** Something that happens; the updates that the bot gets of it are kept under this name. */
  happens<Result>(name: string, act: () => Promise<Result>): Promise<Result>;
  /** The same, for what waits until the bot has answered updates of these kinds. */
  answers<Result>(
    name: string,
    act: () => Promise<Result>,
    answers: Readonly<Record<string, (update: Record<string, unknown>) => Promise<ApiAnswer>>>,
  ): Promise<Result>;
}

export function createRecorder(fixture: Fixture, updateKinds: readonly string[]): Recorder {
  const goldens: Goldens = { messages: new Map(), updates: new Map() };
  const root = `${fixture.url}/bot${fixture.bot.token}`;
  const { world } = fixture.simulator;
  const { id: botId } = fixture.bot;
  /** Takes the updates out of the queue as texts: two requests with one offset would wait for each other. */
  const drain = async (name: string): Promise<Record<string, unknown>[]> => {
    if (!isReady) await fixture.api('getUpdates', { allowed_updates: updateKinds });
    isReady = true;
    const queue = [...world.queueOf(botId)];
    dropFirst(world, botId, queue.length);
    return queue.map((record) => {
      const update = asObject(JSON.parse(updateText(record)));
      // Nothing is lost by parsing: the same text comes out again.
      const again = JSON.stringify(update).replace(/^(\{"update_id":\d+,)/, '$1\n');
      if (again !== updateText(record)) throw new Error(`not the text of its JSON: ${updateText(record)}`);
      keep(name, update);
      return update;
    });
  };
  let isReady = false;
  const keep = (name: string, update: Record<string, unknown>): void => {
    const kind = Object.keys(update)[1] ?? '';
    const base = `${name}: ${kind}`;
    let key = base;
    for (let index = 2; goldens.updates.has(key); index += 1) key = `${base} ${index}`;
    // The numbering has tests of its own; here it would only spread every change.
    goldens.updates.set(key, JSON.stringify({ ...update, update_id: 1 }));
  };
  return {
    goldens,
    sends: async (name, method, params) => {
      const isForm = params instanceof FormData;
      const response = await fetch(`${root}/${method}`, {
        method: 'POST',
        ...(isForm ? {} : { headers: { 'content-type': 'application/json' } }),
        body: isForm ? params : JSON.stringify(params),
      });
      const text = await response.text();
      const parsed: unknown = JSON.parse(text);
      const { ok, result } = asObject(parsed);
      if (ok !== true || text !== JSON.stringify(parsed)) throw new Error(`${name}: ${text}`);
      const list = Array.isArray(result) ? asList(result) : [asObject(result)];
      for (const [index, message] of list.entries()) {
        goldens.messages.set(list.length === 1 ? name : `${name} ${index + 1}`, JSON.stringify(message));
      }
      await drain(name);
      return asObject(list[0]);
    },
    happens: async (name, act) => {
      const result = await act();
      await drain(name);
      return result;
    },
    answers: async (name, act, answers) => {
      let isDone = false;
      const acted = act().finally(() => {
        isDone = true;
      });
      await waitUntil(`${name} is over`, async () => {
        for (const update of await drain(name)) {
          for (const [kind, answer] of Object.entries(answers)) {
            if (update[kind] === undefined) continue;
            const answered = await answer(asObject(update[kind]));
            if (!answered.ok) throw new Error(`${name}: ${answered.description ?? ''}`);
          }
        }
        return isDone;
      });
      const result = await acted;
      await drain(name);
      return result;
    },
  };
}
