import { createDatabase, type Session } from '@durabot/postgres';
import { silentLog, waitUntil } from '@durabot/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseLine, openDatabaseLine } from '../database-line.ts';
import { type BotBuilder, createHarness, createHolds, type Harness, type StartedRuntime } from '../harness.ts';
import { type OwnServer, startOwnServer } from '../own-server.ts';
import { postUpdate, textUpdate } from '../post-update.ts';
import { countTally, createTally, expectAllInOrder, noteWords, someTalkers, type Talker, untilDone } from '../tally.ts';

let server: OwnServer;
let harness: Harness;
beforeAll(async () => {
  server = await startOwnServer();
});
beforeEach(async () => {
  harness = await createHarness(await server.createDatabase());
  await createTally(harness);
});
afterEach(async () => {
  for (const line of lines) line.cut();
  await harness.stop();
  for (const line of lines.splice(0)) await line.close();
});
afterAll(async () => {
  await server.stop();
});

const lines: DatabaseLine[] = [];

async function openLine(): Promise<DatabaseLine> {
  const line = await openDatabaseLine(harness.databaseUrl);
  lines.push(line);
  return line;
}

/** Every commit of a word waits at its very end, on the server, until it is let go. */
async function holdCommits(): Promise<{ reached: () => Promise<void>; release: () => Promise<void> }> {
  await harness.db.query(
    `create function hold_commit() returns trigger language plpgsql as
       $$ begin perform pg_advisory_xact_lock(77); return null; end $$;
     create constraint trigger hold_commit after insert on tally deferrable initially deferred
       for each row execute function hold_commit()`,
  );
  const holder = await harness.db.session();
  await holder.query('select pg_advisory_lock(77)');
  const isHeld = async (): Promise<boolean> =>
    (await holder.query("select 1 from pg_stat_activity where query = 'commit' and wait_event = 'advisory'"))
      .rowCount === 1;
  return {
    reached: () => waitUntil(isHeld, { what: 'a commit to be under way' }),
    release: () => holder.stop(),
  };
}

let lastUpdateId = 5_000_000;

/** Posts a word of somebody until it is taken, as Telegram does. @returns the refusals on the way */
async function deliver(url: string, talker: Talker, word: string): Promise<Response[]> {
  lastUpdateId += 1;
  const update = textUpdate(lastUpdateId, talker.id, word);
  const refusals: Response[] = [];
  let taken = false;
  const once = async (): Promise<boolean> => {
    const response = await postUpdate(url, update);
    taken = response.status === 200;
    if (!taken) refusals.push(response);
    return taken;
  };
  await waitUntil(once, { what: `${word} to be taken`, timeoutMs: 40_000 });
  return refusals;
}

/** Each of the refusals is the one that Telegram repeats after. */
function expectPutOff(refusals: readonly Response[]): void {
  for (const { status, headers } of refusals) {
    expect(status).toBe(503);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
}

/** People whom the bot may write to. */
async function acquaintances(started: StartedRuntime & { webhookUrl: string }, count: number): Promise<Talker[]> {
  const talkers = await someTalkers(harness, count);
  for (const { chat } of talkers) await chat.sends('hello');
  for (const { chat } of talkers) await chat.reply({ contains: 'Noted hello', timeoutMs: 20_000 });
  expect(started.runtime.status().ready).toBe(true);
  return talkers;
}

async function expectWords(talkers: readonly Talker[], said: readonly string[]): Promise<void> {
  await expectAllInOrder(harness, talkers, new Map(talkers.map(({ id }) => [id, ['hello', ...said]])));
}

describe('the database', () => {
  test('killed again and again while webhooks come: 503 with Retry-After until it is back, all that was taken is handled once', async () => {
    const started = await harness.startWithWebhook(noteWords, { pacing: false });
    const talkers = await acquaintances(started, 3);
    const said = new Map<number, string[]>(talkers.map(({ id }) => [id, ['hello']]));
    for (let round = 0; round < 2; round += 1) {
      const talkUntilRefused = async (talker: Talker): Promise<void> => {
        for (let refused = false; !refused;) {
          const word = `w${said.get(talker.id)?.length}`;
          const refusals = await deliver(started.webhookUrl, talker, word);
          said.get(talker.id)?.push(word);
          expectPutOff(refusals);
          refused = refusals.length > 0;
        }
      };
      const talking = Promise.all(talkers.map(talkUntilRefused));
      const least = [...said.values()].flat().length + 3;
      await waitUntil(async () => (await countTally(harness)) >= least, { what: 'some words' });
      server.kill();
      await talking;
    }
    await expectAllInOrder(harness, talkers, said);
  });

  test('restarted in the middle of a commit: nothing of it is there, and the handler runs again', async () => {
    const commits = await holdCommits();
    await harness.start(noteWords, { pacing: false });
    const [talker] = await someTalkers(harness, 1);
    if (talker === undefined) throw new Error('There is nobody.');
    await talker.chat.sends('hello');
    await commits.reached();
    server.kill();
    await talker.chat.reply({ contains: 'Noted hello', timeoutMs: 30_000 });
    await expectWords([talker], []);
  });

  test('a commit with rows of the bot whose answer is lost has happened, and is not made again', async () => {
    const line = await openLine();
    const commits = await holdCommits();
    await harness.start(noteWords, { pacing: false, databaseUrl: line.url });
    const [talker] = await someTalkers(harness, 1);
    if (talker === undefined) throw new Error('There is nobody.');
    await talker.chat.sends('hello');
    await commits.reached();
    line.loseAnswers();
    await commits.release();
    await waitUntil(async () => (await countTally(harness)) === 1, { what: 'the commit to have happened' });
    line.cut();
    await talker.chat.reply({ contains: 'Noted hello', timeoutMs: 20_000 });
    await expectWords([talker], []);
  });

  test('a commit that chats share whose answer is lost has happened, and is not made again', async () => {
    const line = await openLine();
    const { holdPoint, hold } = createHolds();
    let runs = 0;
    const build: BotBuilder = (bot) =>
      bot.on('message:text', (ctx) => {
        runs += 1;
        return ctx.reply(`Noted ${ctx.message.text}`);
      });
    await harness.start(build, { pacing: false, databaseUrl: line.url, holdPoint });
    const [talker] = await someTalkers(harness, 1);
    const held = hold('dispatch:before-commit');
    await talker?.chat.sends('hello');
    await held.reached;
    line.loseAnswers();
    held.release();
    await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'the commit to have happened' });
    line.cut();
    await talker?.chat.reply({ contains: 'Noted hello', timeoutMs: 20_000 });
    await talker?.chat.sends('again');
    await talker?.chat.reply({ contains: 'Noted again', timeoutMs: 20_000 });
    await untilDone(harness);
    const answers = ((await talker?.chat.transcript()) ?? []).filter(({ outgoing }) => !outgoing);
    expect(answers.map(({ text }) => text)).toEqual(['Noted hello', 'Noted again']);
    expect(runs).toBe(2);
  });

  test('a webhook whose insert has happened and whose answer was lost gets 503, and is handled once when it comes again', async () => {
    const line = await openLine();
    const { holdPoint, hold } = createHolds();
    const started = await harness.startWithWebhook(noteWords, { pacing: false, databaseUrl: line.url, holdPoint });
    const [talker] = await acquaintances(started, 1);
    if (talker === undefined) throw new Error('There is nobody.');
    const held = hold('ingress:before-append');
    const first = postUpdate(started.webhookUrl, textUpdate(77, talker.id, 'w0'));
    await held.reached;
    line.loseAnswers();
    held.release();
    await waitUntil(
      async () => (await harness.db.query('select 1 from durabot.seen_update where update_id = 77')).rowCount === 1,
      { what: 'the insert to have happened' },
    );
    line.cut();
    expectPutOff([await first]);
    await waitUntil(
      async () => (await postUpdate(started.webhookUrl, textUpdate(77, talker.id, 'w0'))).status === 200,
      { what: 'the same update to be taken' },
    );
    await expectWords([talker], ['w0']);
  });

  test('out of connections, all of them taken by another program: updates are put off, and all goes on when there are some', async () => {
    const started = await harness.startWithWebhook(noteWords, { pacing: false });
    const talkers = await acquaintances(started, 3);
    const hog = await takeAllConnections();
    const delivering = talkers.map((talker) => deliver(started.webhookUrl, talker, 'w0'));
    await waitUntil(async () => (await postUpdate(started.webhookUrl, { update_id: 1 })).status === 503, {
      what: 'a refusal',
    });
    expect(await countTally(harness)).toBe(3);
    await hog.free();
    for (const refusals of await Promise.all(delivering)) expectPutOff(refusals);
    await expectWords(talkers, ['w0']);
  });

  test('read-only for a while, as after a failover: updates are put off, no commit is lost in part, and all goes on afterwards', async () => {
    const { holdPoint, hold } = createHolds();
    const started = await harness.startWithWebhook(noteWords, { pacing: false, holdPoint });
    const talkers = await acquaintances(started, 2);
    const [anna] = talkers;
    if (anna === undefined) throw new Error('There is nobody.');
    const held = hold('dispatch:before-handler', ({ chatKey }) => chatKey === String(anna.id));
    await deliver(started.webhookUrl, anna, 'w0');
    await held.reached;
    await readOnly('on');
    held.release();
    const delivering = talkers.map(async (talker) => {
      const said = talker === anna ? ['w1'] : ['w0', 'w1'];
      for (const word of said) expectPutOff(await deliver(started.webhookUrl, talker, word));
    });
    await waitUntil(async () => (await postUpdate(started.webhookUrl, { update_id: 1 })).status === 503, {
      what: 'a refusal',
    });
    expect(await countTally(harness)).toBe(2);
    await readOnly('off');
    await Promise.all(delivering);
    await expectWords(talkers, ['w0', 'w1']);
  });
});

/** Every session obeys at once, also those that stand. */
async function readOnly(state: 'on' | 'off'): Promise<void> {
  await harness.db.query(`alter system set default_transaction_read_only = ${state}`);
  await harness.db.query('select pg_reload_conf()');
  await waitUntil(
    async () =>
      (await harness.db.query<{ state: string }>("select current_setting('default_transaction_read_only') as state"))
        .rows[0]?.state === state,
    { what: `read-only to be ${state}` },
  );
}

/** Another program takes what connections there are, those of the runtime as well. */
async function takeAllConnections(): Promise<{ free: () => Promise<void> }> {
  const other = createDatabase({ url: harness.databaseUrl, log: silentLog, applicationName: 'another-program' });
  const sessions: Session[] = [];
  /** @returns how many there were */
  const takeRest = async (): Promise<number> => {
    const before = sessions.length;
    for (;;) {
      const some = await Promise.allSettled(Array.from({ length: 10 }, () => other.session()));
      for (const one of some) if (one.status === 'fulfilled') sessions.push(one.value);
      if (some.some(({ status }) => status === 'rejected')) return sessions.length - before;
    }
  };
  await takeRest();
  const [first] = sessions;
  const runtimeLeft = async (): Promise<boolean> => {
    await first?.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'runtime-%'",
    );
    // A place is free a moment after its session is gone from the list: only when there was none it is over.
    const wasFree = await takeRest();
    const { rowCount } = (await first?.query(
      "select 1 from pg_stat_activity where application_name like 'runtime-%'",
    )) ?? { rowCount: 0 };
    return rowCount === 0 && wasFree === 0;
  };
  // It tries to come back all the time, and may be faster.
  await waitUntil(runtimeLeft, { what: 'the runtime to be without connections' });
  return { free: async () => void (await Promise.all(sessions.map((session) => session.stop()))) };
}
