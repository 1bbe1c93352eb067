import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Role, roles } from '../../src/index.ts';
import {
  boundDatabase,
  createHarness,
  createHolds,
  type Harness,
  type StartedRuntime,
  type StartOptions,
} from '../harness.ts';
import { createTally, expectAllInOrder, noteWords, someTalkers, talkUntil } from '../tally.ts';

/** `SEEDS` makes it as many runs. */
const seeds = Array.from({ length: Number(process.env['SEEDS'] ?? 1) }, (_, n) => n + 1);

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await createTally(harness);
});
afterEach(async () => {
  await harness.stop();
});

/** How many leases of a kind each process holds, most first. */
async function sharesOf(kind: string): Promise<number[]> {
  const { rows } = await harness.db.query<{ held: number }>(
    `select count(l.name)::int as held from durabot.process p
     left join durabot.lease l on l.process_id = p.id and l.name like $1 || '%' group by p.id order by 1 desc`,
    [kind],
  );
  return rows.map(({ held }) => held);
}

async function untilShares(shares: number[], timeoutMs: number): Promise<void> {
  let last: number[] = [];
  await waitUntil(
    async () => {
      last = await sharesOf('shard/');
      return JSON.stringify(last) === JSON.stringify(shares);
    },
    { what: `shards shared as ${shares.join(', ')}`, timeoutMs },
  ).catch((error: unknown) => {
    throw new Error(`Shares are ${last.join(', ')}.`, { cause: error });
  });
}

describe('P20: many processes', () => {
  test('shards are shared by all; a leaving process hands over at once, a dead one is noticed within five seconds', async () => {
    const first = await harness.start(noteWords);
    expect(await sharesOf('shard/')).toEqual([64]);
    const second = await harness.start(noteWords);
    await untilShares([32, 32], 3_000);
    await harness.start(noteWords);
    await untilShares([22, 22, 20], 3_000);
    expect(await sharesOf('sender/')).toEqual([1, 0, 0]);
    expect(await sharesOf('scheduler')).toEqual([1, 0, 0]);
    await first.stop();
    await untilShares([32, 32], 1_000);
    await second.abandon();
    await untilShares([64], 5_000);
  });

  test('a lease goes to another process between two entries, never in the middle of one', async () => {
    const { holdPoint, hold } = createHolds();
    await harness.start(noteWords, { holdPoint });
    const talkers = await someTalkers(harness, 8);
    const held = hold('dispatch:before-commit');
    await Promise.all(talkers.map(({ chat }) => chat.sends('w0')));
    await held.reached;
    await waitUntil(async () => (await harness.depths()).inbox === 8, { what: 'all words' });
    await harness.start(noteWords);
    await Promise.all(talkers.map(({ chat }) => chat.sends('w1')));
    await waitUntil(async () => ((await sharesOf('shard/'))[1] ?? 0) > 20, { what: 'what is free to go' });
    // The shards of these chats are still the first one's.
    const { rowCount } = await harness.db.query(
      `select 1 from durabot.inbox i join durabot.lease l on l.name = 'shard/' || i.shard
       where l.process_id <> (select process_id from durabot.lease where name = 'sender/test')`,
    );
    expect(rowCount).toBe(0);
    held.release();
    await untilShares([32, 32], 3_000);
    await expectAllInOrder(harness, talkers, new Map(talkers.map(({ id }) => [id, ['w0', 'w1']])));
  });

  test.each(seeds)('joins, leaves and kills at random under load (seed %i): each word once, in order', async (seed) => {
    const random = randomOf(seed);
    const running: StartedRuntime[] = [await harness.start(noteWords, { pacing: false })];
    const talkers = await someTalkers(harness, 12);
    const over = new AbortController();
    const talking = talkUntil(talkers, over.signal);
    for (let step = 0; step < 10; step += 1) {
      const one = running[Math.floor(random() * running.length)];
      const roll = random();
      if (one === undefined || running.length < 2 || (running.length < 4 && roll < 0.5)) {
        running.push(await harness.start(noteWords, { pacing: false }));
        continue;
      }
      running.splice(running.indexOf(one), 1);
      await (roll < 0.75 ? one.stop() : one.abandon());
    }
    over.abort();
    await expectAllInOrder(harness, talkers, await talking);
  });

  test('roles can be split: what one process commits wakes the next, without waiting for its turn to look', async () => {
    const start = (role: Role): Promise<StartedRuntime> => harness.start(noteWords, { roles: [role], pacing: false });
    for (const role of roles) await start(role);
    const [talker] = await someTalkers(harness, 1);
    if (talker === undefined) throw new Error();
    await talker.chat.sends('w0');
    await talker.chat.reply({ contains: 'Noted w0' });
    const delays: number[] = [];
    for (let n = 1; n <= 20; n += 1) {
      const sentAt = performance.now();
      await talker.chat.sends(`w${n}`);
      await talker.chat.reply({ contains: `Noted w${n}` });
      delays.push(performance.now() - sentAt);
    }
    const median = delays.toSorted((a, b) => a - b)[10] ?? 0;
    // Two notices that got lost would make it a second on average.
    expect(median).toBeLessThan(400);
    const names = Array.from({ length: 21 }, (_, n) => `w${n}`);
    await expectAllInOrder(harness, [talker], new Map([[talker.id, names]]));
  });

  test('roles can be split: a notice that is lost costs a second for each step', async () => {
    const deaf = { wrapDatabase: withoutNotices, pacing: false };
    for (const role of roles) await harness.start(noteWords, { roles: [role], ...deaf });
    const [talker] = await someTalkers(harness, 1);
    const sentAt = performance.now();
    await talker?.chat.sends('w0');
    await talker?.chat.reply({ contains: 'Noted w0' });
    expect(performance.now() - sentAt).toBeLessThan(4_000);
  });
});

const withoutNotices: NonNullable<StartOptions['wrapDatabase']> = (db) => ({
  ...boundDatabase(db),
  listen: async () => ({ stop: async () => undefined }),
});

/** Small, seeded, good enough to choose with. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
