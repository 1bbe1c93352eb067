import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../harness.ts';
import { type BotProgram, createPrograms } from '../programs/run-bot-program.ts';
import { countTally, createTally, expectAllInOrder, someTalkers, talkUntil } from '../tally.ts';

/** How long one of three is frozen; `FREEZE_SECONDS=30` makes it long. */
const freezeMs = Number(process.env['FREEZE_SECONDS'] ?? 2) * 1_000;

let harness: Harness;
let programs: ReturnType<typeof createPrograms>;
beforeEach(async () => {
  harness = await createHarness();
  await createTally(harness);
  programs = createPrograms(harness);
});
afterEach(async () => {
  await programs.endAll();
  await harness.stop();
});

/** How many words a process has handled. */
async function wordsOf(pid: number): Promise<number> {
  const { rows } = await harness.db.query<{ words: number }>(
    'select count(*)::int as words from tally where process = $1',
    [pid],
  );
  return rows[0]?.words ?? 0;
}

/** How many processes hold about as many shards as is fair among six. */
async function processesWithShare(): Promise<number> {
  const { rowCount } = await harness.db.query(
    `select 1 from durabot.lease where name like 'shard/%' and process_id is not null group by process_id having count(*) > 8`,
  );
  return rowCount;
}

const threeOf = (): Promise<BotProgram>[] => Array.from({ length: 3 }, () => programs.start());

describe('P20: processes of the operating system', () => {
  test('a rolling restart of three under load loses and repeats nothing; what a killed one did, others do within five seconds', async () => {
    const olds = await Promise.all(threeOf());
    const talkers = await someTalkers(harness, 9);
    const over = new AbortController();
    const talking = talkUntil(talkers, over.signal);
    const starting = threeOf();
    for (const [n, old] of olds.entries()) {
      await starting[n];
      // Shares and not words: the few chats of this test need not be among what one of six has got.
      await waitUntil(async () => (await processesWithShare()) === 6 - n, {
        what: 'everybody to have a share',
        timeoutMs: 45_000,
      });
      old.signal('SIGTERM');
      await old.ended;
    }
    expect((await harness.sim.stats()).duplicate_sends).toBe(0);
    expect((await harness.db.query('select 1 from durabot.process')).rowCount).toBe(3);

    const killed = await starting[0];
    killed?.signal('SIGKILL');
    const killedAt = performance.now();
    await killed?.ended;
    const takenOver = async (): Promise<boolean> =>
      (await harness.db.query('select 1 from durabot.lease where process_id is null')).rowCount === 0 &&
      (await harness.db.query('select 1 from durabot.process')).rowCount === 2;
    await waitUntil(takenOver, { what: 'its leases taken over', timeoutMs: 20_000 });
    expect(performance.now() - killedAt).toBeLessThan(5_000);
    over.abort();
    await expectAllInOrder(harness, talkers, await talking);
  }, 120_000);

  test('a process that is frozen and thawed does nothing twice and keeps each order', async () => {
    const liveness = { renewMs: 250, silenceMs: 1_000 };
    const [first, second] = await Promise.all([programs.start({ liveness }), programs.start({ liveness })]);
    const talkers = await someTalkers(harness, 12);
    const over = new AbortController();
    const talking = talkUntil(talkers, over.signal);
    const bothAtWork = async (): Promise<boolean> =>
      (await wordsOf(first.pid)) > 10 && (await wordsOf(second.pid)) > 10;
    await waitUntil(bothAtWork, { what: 'words of both', timeoutMs: 20_000 });
    for (let round = 0; round < 2; round += 1) {
      // Each in turn, so that the one that sends and the one that polls are among them.
      const [frozen, other] = round % 2 === 0 ? [first, second] : [second, first];
      frozen.signal('SIGSTOP');
      await waitUntil(async () => (await harness.db.query('select 1 from durabot.process')).rowCount === 1, {
        what: 'the frozen one to be taken for dead',
        timeoutMs: 20_000,
      });
      const before = await wordsOf(other.pid);
      await waitUntil(async () => (await wordsOf(other.pid)) > before + 20, { what: 'the other to go on' });
      frozen.signal('SIGCONT');
      await waitUntil(
        async () =>
          (
            await harness.db.query(
              'select 1 from durabot.lease where process_id is not null group by process_id having count(*) > 20',
            )
          ).rowCount === 2,
        { what: 'both to have their shares', timeoutMs: 20_000 },
      );
    }
    over.abort();
    await expectAllInOrder(harness, talkers, await talking);
    expect(await countTally(harness)).toBeGreaterThan(80);
  });

  test(
    `one of three that is frozen for ${freezeMs / 1_000} s under load and thawed: no double effect, each order kept`,
    async () => {
      const liveness = freezeMs < 10_000 ? { renewMs: 250, silenceMs: 1_000 } : {};
      const [frozen, ...others] = await Promise.all(Array.from({ length: 3 }, () => programs.start({ liveness })));
      if (frozen === undefined) throw new Error('There is no process.');
      const talkers = await someTalkers(harness, 12);
      const over = new AbortController();
      const talking = talkUntil(talkers, over.signal);
      const sharesOf = async (): Promise<number> =>
        (
          await harness.db.query(
            'select 1 from durabot.lease where process_id is not null group by process_id having count(*) > 10',
          )
        ).rowCount;
      await waitUntil(async () => (await wordsOf(frozen.pid)) > 10 && (await sharesOf()) === 3, {
        what: 'three at work',
        timeoutMs: 30_000,
      });
      frozen.signal('SIGSTOP');
      const frozenAt = performance.now();
      await waitUntil(async () => (await harness.db.query('select 1 from durabot.process')).rowCount === 2, {
        what: 'the frozen one to be taken for dead',
        timeoutMs: 20_000,
      });
      const noticedMs = performance.now() - frozenAt;
      const before = await countTally(harness);
      await waitUntil(() => performance.now() - frozenAt >= freezeMs, {
        what: 'the thaw',
        timeoutMs: freezeMs + 5_000,
      });
      const meanwhile = (await countTally(harness)) - before;
      frozen.signal('SIGCONT');
      await waitUntil(async () => (await sharesOf()) === 3, { what: 'all to have their shares', timeoutMs: 30_000 });
      const afterwards = await wordsOf(frozen.pid);
      await waitUntil(async () => (await wordsOf(frozen.pid)) > afterwards, { what: 'words of the thawed one' });
      over.abort();
      await expectAllInOrder(harness, talkers, await talking);
      expect(others.every(({ alive }) => alive())).toBe(true);
      if (process.env['FREEZE_SECONDS'] !== undefined) {
        const { duplicate_sends } = await harness.sim.stats();
        process.stdout.write(
          `${JSON.stringify({ freezeMs, noticedMs, meanwhile, words: await countTally(harness), duplicate_sends })}\n`,
        );
      }
    },
    120_000 + freezeMs * 3,
  );
});
