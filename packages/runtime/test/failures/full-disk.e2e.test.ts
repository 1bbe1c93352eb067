import { waitUntil } from '@durabot/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../harness.ts';
import { canMount, type OwnServer, startOwnServer } from '../own-server.ts';
import { postUpdate, textUpdate } from '../post-update.ts';
import { countTally, createTally, expectAllInOrder, noteWords, someTalkers } from '../tally.ts';

/** Does not get smaller by compression, so that each takes room of its own. */
const ballast = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(60_000))).toString('base64');

describe.runIf(canMount())('the disk fills while the bot runs, and goes on when there is room', () => {
  let server: OwnServer;
  let harness: Harness;
  beforeAll(async () => {
    server = await startOwnServer({ diskMiB: 140 });
  });
  beforeEach(async () => {
    harness = await createHarness(await server.createDatabase());
    await createTally(harness);
  });
  afterEach(async () => {
    await harness.stop();
  });
  afterAll(async () => {
    await server.stop();
  });

  test('by webhook: what finds no room gets 503, and all that got 200 is handled once and in order', async () => {
    const { webhookUrl } = await harness.startWithWebhook(noteWords, { pacing: false });
    const talkers = await someTalkers(harness, 3);
    for (const { chat } of talkers) await chat.sends('hello');
    for (const { chat } of talkers) await chat.reply({ contains: 'Noted hello', timeoutMs: 20_000 });
    const said = new Map<number, string[]>(talkers.map(({ id }) => [id, ['hello']]));
    let updateId = 0;
    /** Each answer as its status, and whether it says when to come again. */
    const answers = new Set<string>();
    const say = async (id: number, word: string, more: object): Promise<boolean> => {
      updateId += 1;
      const { status, headers } = await postUpdate(webhookUrl, { ...textUpdate(updateId, id, word), ...more });
      answers.add(`${status}${headers.has('retry-after') ? ', come again' : ''}`);
      if (status === 200) said.get(id)?.push(word);
      return status === 200;
    };
    const free = server.fillDisk();
    let refused = 0;
    for (let n = 0; refused < 6; n += 1) {
      for (const { id } of talkers)
        if (!(await say(id, `w${n}`, n % 2 === 0 ? { ballast: ballast() } : {}))) refused += 1;
    }
    expect(answers).toEqual(new Set(['200', '503, come again']));
    await free();
    for (const { id } of talkers) {
      const late = async (): Promise<boolean> => say(id, 'late', { ballast: ballast() });
      await waitUntil(late, { what: 'room', timeoutMs: 40_000 });
    }
    await expectAllInOrder(harness, talkers, said);
  });

  test('by polling: what finds no room stays with Telegram, and comes when there is some', async () => {
    const started = await harness.start(noteWords, { pacing: false });
    const [talker] = await someTalkers(harness, 1);
    if (talker === undefined) throw new Error('There is nobody.');
    await talker.chat.sends('hello');
    await talker.chat.reply({ contains: 'Noted hello', timeoutMs: 20_000 });
    await harness.db.query('create table ballast (bytes text)');
    const free = server.fillDisk();
    // Takes what room there is in the tables' pages, too.
    const full = harness.db.query('insert into ballast select md5(n::text) from generate_series(1, 3000000) n');
    await expect(full).rejects.toThrow(/No space left|not reach|terminat/);
    const words = Array.from({ length: 150 }, (_, n) => `w${n}`);
    for (const word of words) await talker.chat.sends(word);
    await waitUntil(() => started.runtime.status().bots[0]?.ingress !== 'running', {
      what: 'the trouble',
      timeoutMs: 30_000,
    });
    expect(await countTally(harness).catch(() => 0)).toBeLessThan(words.length);
    await free();
    await expectAllInOrder(harness, [talker], new Map([[talker.id, ['hello', ...words]]]));
    expect(started.runtime.status().bots[0]?.ingress).toBe('running');
  });
});
