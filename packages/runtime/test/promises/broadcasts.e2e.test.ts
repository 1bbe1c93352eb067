import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type BroadcastProgress,
  cancelBroadcast,
  countAudience,
  createBroadcast,
  listBroadcasts,
  listRecipients,
  pauseBroadcast,
  sendTestMessage,
  startBroadcast,
} from '../../src/index.ts';
import { type BotBuilder, createHarness, type Harness } from '../harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(async () => {
  await harness.stop();
});

/** `BROADCAST=20000` makes it the whole. */
const people = Number(process.env['BROADCAST'] ?? 250);
const timeoutMs = 60_000 + people * 30;
const news = { method: 'sendMessage', payload: { text: 'news' } };

const echo: BotBuilder = (bot) => bot.on('message:text', (ctx) => ctx.reply(`Echo ${ctx.message.text}`));

type Actor = Awaited<ReturnType<Harness['sim']['user']>>;

/** People who have met the bot before. */
async function crowd(count: number): Promise<Actor[]> {
  const actors: Actor[] = [];
  while (actors.length < count) {
    const some = Array.from({ length: Math.min(50, count - actors.length) }, async (_, n) => {
      const actor = await harness.sim.user({ first_name: `Person ${actors.length + n}` });
      await harness.sim.http.post('messages', { from: actor.id, bot: 'test_bot', text: 'hello' });
      return actor;
    });
    actors.push(...(await Promise.all(some)));
  }
  return actors;
}

async function progressOf(id: number): Promise<BroadcastProgress> {
  const [progress] = await listBroadcasts(harness.db, { id });
  if (progress === undefined) throw new Error('There is no such broadcast.');
  return progress;
}

async function newsOf(actor: Actor): Promise<string[]> {
  const messages = await (await actor.with('test_bot')).transcript();
  return messages.map(({ text = '' }) => text).filter((text) => text.startsWith('news'));
}

describe('P12: broadcasts', () => {
  test(
    `${people} people, five deaths of the process: everyone gets it, and only once but for marked repeats of what was on its way`,
    async () => {
      await harness.sim.limits({ enforced: false });
      const actors = await crowd(people);
      // Their greetings are not what this is about.
      const start = (): ReturnType<Harness['start']> => harness.start(() => undefined, { pacing: false });
      let running = await start();
      await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'the greetings', timeoutMs });
      const chatIds = actors.map(({ id }) => id);
      const audience = { kind: 'chats', chatIds: [...chatIds, ...chatIds] } as const;
      expect(await countAudience(harness.db, 'test', audience)).toEqual({ reachable: people, unreachable: 0 });
      const id = await createBroadcast(harness.db, { bot: 'test', name: 'News', message: news, audience });
      await startBroadcast(harness.db, id);
      let onTheirWay = 0;
      for (let kill = 1; kill <= 5; kill += 1) {
        const least = Math.floor((people * kill) / 7);
        await waitUntil(async () => (await progressOf(id)).sent >= least, { what: `${least} sent`, timeoutMs });
        await running.abandon();
        const { rowCount } = await harness.db.query("select 1 from durabot.outbox where status = 'sending'");
        onTheirWay += rowCount;
        running = await start();
      }
      await waitUntil(async () => (await progressOf(id)).status === 'done', { what: 'the end', timeoutMs });
      expect(await progressOf(id)).toMatchObject({ total: people, sent: people, waiting: 0, queued: 0, failed: 0 });
      let repeats = 0;
      for (const actor of actors) {
        const texts = await newsOf(actor);
        expect(texts.length, `news of ${actor.id}`).toBeGreaterThan(0);
        // An attempt that never left is made with its mark, too.
        expect(texts.filter((text) => !text.includes('↻')).length).toBeLessThanOrEqual(1);
        repeats += texts.filter((text) => text.includes('↻')).length;
      }
      expect(repeats).toBeLessThanOrEqual(onTheirWay);
      expect((await harness.depths()).outbox).toBe(0);
    },
    timeoutMs * 2,
  );

  test('a reply in the middle of it waits for one token at most; pausing stops it at once, going on leaves nobody out', async () => {
    const actors = await crowd(60);
    await harness.start(echo);
    await waitUntil(async () => (await harness.depths()).outbox === 0 && (await harness.depths()).inbox === 0, {
      what: 'the greetings',
      timeoutMs: 20_000,
    });
    const anna = await (await harness.sim.user({ first_name: 'Anna' })).with('test_bot');
    const audience = { kind: 'chats', chatIds: actors.map(({ id }) => id) } as const;
    const id = await createBroadcast(harness.db, { bot: 'test', name: 'News', message: news, audience });
    expect((await progressOf(id)).status).toBe('draft');
    await startBroadcast(harness.db, id);
    await waitUntil(async () => (await progressOf(id)).sent > 5, { what: 'the first' });
    const askedAt = performance.now();
    await anna.sends('question');
    await anna.reply({ contains: 'Echo question' });
    const waitedMs = performance.now() - askedAt;
    expect((await progressOf(id)).status, 'it was still running').toBe('running');
    // A token is 34 ms, the whole broadcast two seconds; the rest is for a busy machine.
    expect(waitedMs).toBeLessThan(1_000);
    expect(await pauseBroadcast(harness.db, id)).toBe(true);
    await waitUntil(async () => (await harness.depths()).outbox === 0, { what: 'what was on its way' });
    const paused = await progressOf(id);
    expect(paused).toMatchObject({ status: 'paused', queued: 0 });
    expect(paused.sent).toBeLessThan(60);
    await anna.sends('still there?');
    await anna.reply({ contains: 'Echo still' });
    expect((await progressOf(id)).sent).toBe(paused.sent);
    await startBroadcast(harness.db, id);
    await waitUntil(async () => (await progressOf(id)).status === 'done', { what: 'the end', timeoutMs: 20_000 });
    for (const actor of actors) expect(await newsOf(actor)).toEqual(['news']);
    expect((await harness.sim.stats()).too_many_requests).toBe(0);
  });

  test('the audience is as it was; who blocked the bot is told apart; a cancelled one ends', async () => {
    await harness.sim.limits({ enforced: false });
    await harness.db.query('create table customer (chat_id bigint, city text)');
    const [anna, boris, vera, gleb] = await crowd(4);
    if (anna === undefined || boris === undefined || vera === undefined || gleb === undefined) throw new Error();
    await harness.start(echo, { pacing: false });
    await waitUntil(async () => (await harness.depths()).outbox === 0 && (await harness.depths()).inbox === 0, {
      what: 'the greetings',
    });
    await anna.blocks('test_bot');
    await waitUntil(async () => (await harness.db.query('select 1 from durabot.unreachable_chat')).rowCount === 1, {
      what: 'the mark',
    });
    await harness.db.query("insert into customer select unnest($1::bigint[]), 'Kazan'", [[anna.id, boris.id, vera.id]]);
    const audience = {
      kind: 'query',
      text: 'select chat_id from customer where city = $1',
      values: ['Kazan'],
    } as const;
    expect(await countAudience(harness.db, 'test', audience)).toEqual({ reachable: 2, unreachable: 1 });
    await sendTestMessage(harness.db, 'test', news, [gleb.id], Date.now());
    const ofGleb = await gleb.with('test_bot');
    await waitUntil(async () => (await newsOf(gleb)).length === 1, { what: 'the test message' });
    const id = await createBroadcast(harness.db, { bot: 'test', name: 'Kazan', message: news, audience });
    await harness.db.query("insert into customer values ($1, 'Kazan')", [gleb.id]);
    // Not known yet, so that Telegram's refusal is what tells.
    await harness.sim.fault({
      method: 'sendMessage',
      nth: 1,
      action: { status: 403, description: 'Forbidden: bot was blocked by the user' },
    });
    await startBroadcast(harness.db, id);
    await waitUntil(async () => (await progressOf(id)).status === 'done', { what: 'the end' });
    expect(await progressOf(id)).toMatchObject({ total: 2, sent: 1, blocked: 1 });
    expect(await listRecipients(harness.db, id, { outcome: 'blocked' })).toMatchObject([{ reason: 'blocked' }]);
    expect(await newsOf(gleb)).toHaveLength(1);
    expect((await ofGleb.transcript()).length).toBeGreaterThan(0);

    const other = await createBroadcast(harness.db, { bot: 'test', name: 'Never', message: news, audience });
    expect(await cancelBroadcast(harness.db, other)).toBe(true);
    expect(await startBroadcast(harness.db, other)).toBe(false);
    expect(await cancelBroadcast(harness.db, other)).toBe(false);
  });

  test('without leave to pay it keeps to the free limit and costs nothing; with it, it goes faster and is paid for', async () => {
    const actors = await crowd(90);
    await harness.sim.giveStars('test_bot', 20_000);
    await harness.start(() => undefined);
    await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'the greetings' });
    const audience = { kind: 'chats', chatIds: actors.map(({ id }) => id) } as const;
    const send = async (paid: boolean): Promise<number> => {
      const id = await createBroadcast(harness.db, { bot: 'test', name: 'News', message: { ...news, paid }, audience });
      const startedAt = performance.now();
      await startBroadcast(harness.db, id);
      await waitUntil(async () => (await progressOf(id)).status === 'done', { what: 'the end', timeoutMs: 30_000 });
      expect((await progressOf(id)).sent).toBe(actors.length);
      return performance.now() - startedAt;
    };
    const balance = async (): Promise<number> => (await harness.sim.botStars('test_bot')).balance;
    // The first 25 may go at once.
    expect(await send(false)).toBeGreaterThan(((actors.length - 25) / 30) * 1_000 - 100);
    expect(await balance()).toBe(20_000);
    await send(true);
    const paid = 20_000 - (await balance());
    expect(paid).toBeGreaterThan(0);
    // A tenth of a Star for each message above the free rate.
    expect(paid).toBeLessThanOrEqual(actors.length / 10);
    // None on an idle machine; on a busy one, what left evenly can arrive at once.
    expect((await harness.sim.stats()).too_many_requests).toBeLessThan(5);
  });

  test('a paid one of a bot with too few Stars falls back to the free pace instead of running from one 429 into the next', async () => {
    const actors = await crowd(110);
    await harness.start(() => undefined);
    await waitUntil(async () => (await harness.depths()).inbox === 0, { what: 'the greetings' });
    const audience = { kind: 'chats', chatIds: actors.map(({ id }) => id) } as const;
    const message = { ...news, paid: true };
    const id = await createBroadcast(harness.db, { bot: 'test', name: 'News', message, audience });
    await startBroadcast(harness.db, id);
    await waitUntil(async () => (await progressOf(id)).status === 'done', { what: 'the end', timeoutMs: 60_000 });
    expect((await progressOf(id)).sent).toBe(actors.length);
    // Those under way when the first was refused; without the fallback, there are twice as many and ever more.
    expect((await harness.sim.stats()).too_many_requests).toBeLessThanOrEqual(40);
  });
});
