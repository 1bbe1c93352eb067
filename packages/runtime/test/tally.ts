import { waitUntil } from '@durabot/testing';
import { expect } from 'vitest';
import { durable } from '../src/index.ts';
import type { BotBuilder, Harness } from './harness.ts';

/** What stands at the end of a message that may be there already. */
const repeatSign = '↻';

export type Chat = Awaited<ReturnType<Awaited<ReturnType<Harness['sim']['user']>>['with']>>;

/** A person and their chat with the bot. */
export interface Talker {
  id: number;
  chat: Chat;
}

/** Where the bots of a test write down each word, in the order of handling. */
export async function createTally(harness: Harness): Promise<void> {
  await harness.db.query(
    'create table public.tally (n bigint generated always as identity, chat_id bigint, word text, process int)',
  );
}

/** Writes down each word and answers it, both in one commit. */
export const noteWords: BotBuilder = (bot) => {
  bot.use(durable());
  bot.on('message:text', async (ctx) => {
    const tx = await ctx.durable.tx();
    await tx.query('insert into tally (chat_id, word) values ($1, $2)', [ctx.chat.id, ctx.message.text]);
    await ctx.reply(`Noted ${ctx.message.text}`);
  });
};

export async function someTalkers(harness: Harness, count: number): Promise<Talker[]> {
  await harness.sim.limits({ enforced: false });
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const { id, ...person } = await harness.sim.user({ first_name: `User ${n}` });
      return { id, chat: await person.with('test_bot') };
    }),
  );
}

/** Lets all of them talk at the same time, each one word after another, until `signal` aborts. @returns each one's words */
export async function talkUntil(talkers: readonly Talker[], signal: AbortSignal): Promise<Map<number, string[]>> {
  const said = new Map<number, string[]>(talkers.map(({ id }) => [id, []]));
  const talk = async ({ id, chat }: Talker): Promise<void> => {
    const words = said.get(id) ?? [];
    while (!signal.aborted) {
      const word = `w${words.length}`;
      await chat.sends(word);
      words.push(word);
      // In pairs: a load, and no long queue at the end.
      if (words.length % 2 === 0) await chat.reply({ contains: `Noted ${word}`, timeoutMs: 30_000 });
    }
  };
  await Promise.all(talkers.map(talk));
  return said;
}

export async function countTally(harness: Harness): Promise<number> {
  const { rows } = await harness.db.query<{ words: number }>('select count(*)::int as words from tally');
  return rows[0]?.words ?? 0;
}

/** Waits until all is handled and sent. */
export async function untilDone(harness: Harness, timeoutMs = 45_000): Promise<void> {
  await waitUntil(
    async () => {
      const { inbox, outbox } = await harness.depths();
      return inbox === 0 && outbox === 0;
    },
    { what: 'empty tables', timeoutMs },
  );
}

/** Each word was handled once and in order, and answered in order; an answer that is there twice bears the mark. */
export async function expectAllInOrder(
  harness: Harness,
  talkers: readonly Talker[],
  said: ReadonlyMap<number, readonly string[]>,
): Promise<void> {
  const total = [...said.values()].reduce((sum, words) => sum + words.length, 0);
  await waitUntil(async () => (await countTally(harness)) >= total, { what: `${total} words`, timeoutMs: 45_000 });
  await untilDone(harness);
  for (const { id, chat } of talkers) {
    const { rows } = await harness.db.query<{ word: string }>('select word from tally where chat_id = $1 order by n', [
      id,
    ]);
    const words = said.get(id) ?? [];
    expect(rows.map(({ word }) => word)).toEqual(words);
    const answers = (await chat.transcript()).filter(({ outgoing }) => !outgoing).map(({ text = '' }) => text);
    const plain = answers.map((text) => text.split('\n')[0]);
    expect(
      plain.filter((text, n) => text !== plain[n - 1]),
      answers.join(' / ').replaceAll('\n', ' '),
    ).toEqual(words.map((word) => `Noted ${word}`));
    const unmarked = answers.filter((text) => !text.includes(repeatSign));
    expect(new Set(unmarked).size, 'a repeat without its mark').toBe(unmarked.length);
  }
  expect((await harness.depths()).dead_letter).toBe(0);
}
