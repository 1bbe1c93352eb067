import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../harness.ts';
import { type BotProgram, createPrograms } from '../programs/run-bot-program.ts';
import { countTally, createTally, expectAllInOrder, someTalkers, talkUntil } from '../tally.ts';

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

const threeOf = (): Promise<BotProgram>[] => Array.from({ length: 3 }, () => programs.start());

describe('P20: processes of the operating system', () => {
  test('a rolling restart of three under load loses and repeats nothing; what a killed one did, others do within five seconds', async () => {
    const olds = await Promise.all(threeOf());
    const talkers = await someTalkers(harness, 9);
    const over = new AbortController();
    const talking = talkUntil(talkers, over.signal);
    const starting = threeOf();
    for (const [n, old] of olds.entries()) {
      const fresh = await starting[n];
      await waitUntil(async () => (await wordsOf(fresh?.pid ?? 0)) > 0, {
        what: 'words of the new one',
        timeoutMs: 20_000,
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
  });

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
});
