import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ActorChat, SimMessage } from '@durabot/simulator';
import { botName, createKillableRepair } from './killable-repair.ts';
import type { KillableRepair } from './killable-repair.ts';
import { countTold, findRepeats, readMark } from '@durabot/chaos';
import { created, openBot, readOrders, scriptedDispatcher } from '@durabot/chaos';

const timeoutMs = 30_000;

let repair: KillableRepair;
beforeEach(async () => {
  repair = await createKillableRepair({ dispatchers: ['Anna', 'Kate'] });
  repair.start();
  for (const dispatcher of repair.dispatchers) await openBot(dispatcher, botName, timeoutMs);
});
afterEach(() => repair.stop());

// Anna presses where she can, Kate types: each kill meets both.
test('killed at once after each answer, dialogs go on with every answer and make one order each', async () => {
  await takeOrders({ killAfter: 'answer' });
  await expectOrders(2);
}, 240_000);

test('killed at once after each question, dialogs go on with every answer and make one order each', async () => {
  await takeOrders({ killAfter: 'question' });
  await expectOrders(2);
}, 240_000);

test('killed while the press on Create is being handled, it makes one order after the restart', async () => {
  const { chat, card } = await untilReview();
  // Whoever holds the counter of numbers holds the handler in the middle of its transaction.
  const counter = await repair.db.session();
  await counter.query('begin');
  await counter.query(
    `insert into repair.order_counter (year, last_seq)
     values (extract(year from now() at time zone 'Europe/Moscow'), 0)`,
  );
  const pressed = await chat.presses('✅ Create', { message_id: card.message_id });
  await waitUntil(async () => (await countBlocked()) > 0, { what: 'the handler to reach the counter', timeoutMs });
  await repair.kill();
  await counter.query('rollback');
  await counter.stop();
  expect(await readOrders(repair.db)).toEqual([]);

  repair.start();
  await chat.reply({ contains: created, timeoutMs });
  expect(await chat.answer(pressed, timeoutMs)).toMatchObject({ answered: true, text: 'Order created' });
  await expectOrders(1);
}, 240_000);

test('killed when a question had arrived and that was not noted, it is asked again with a mark and goes on', async () => {
  const chat = await (repair.dispatchers[0] ?? missing()).with(botName);
  const { answers } = scriptedDispatcher(0);
  await chat.sends('/create_order');
  for (const { question, give } of answers.slice(0, 3))
    await give(chat, await chat.reply({ contains: question, timeoutMs }));
  const asked = await chat.reply({ contains: 'Step 4 of 7', timeoutMs });
  await repair.idle();

  // The answer of Telegram is delayed, so that the row can be held before the program notes what became of it.
  await repair.sim.fault({ method: 'sendMessage', times: 1, action: { delay_ms: 1_000 } });
  await answers[3]?.give(chat, asked);
  const holder = await repair.db.session();
  await holder.query('begin');
  await waitUntil(
    async () =>
      (await holder.query("select id from durabot.outbox where status = 'sending' for update skip locked")).rowCount >
      0,
    { what: 'the call under way', timeoutMs },
  );
  await chat.reply({ contains: 'Step 5 of 7', timeoutMs });
  await waitUntil(async () => (await countBlocked()) > 0, { what: 'the settling of the call', timeoutMs });
  await repair.kill();
  // The server would carry on with a statement that it has begun, whoever asked for it.
  await repair.db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
  );
  await holder.query('rollback');
  await holder.stop();

  repair.start();
  const again = await chat.reply({ contains: 'Step 5 of 7', timeoutMs });
  expect(readMark(again.text ?? '').isMarked).toBe(true);
  expect(countTold(await chat.transcript(), ['Step 5 of 7'])).toEqual({ unmarked: 1, marked: 1 });
  await answers[4]?.give(chat, again);
  for (const { question, give } of answers.slice(5))
    await give(chat, await chat.reply({ contains: question, timeoutMs }));
  await chat.reply({ contains: created, timeoutMs });
  await expectOrders(1);
}, 240_000);

/** Walks through the dialog, both side by side, and kills the program at each step. */
async function takeOrders({ killAfter }: { killAfter: 'answer' | 'question' }): Promise<void> {
  const walks = await Promise.all(
    repair.dispatchers.map(async (dispatcher, at) => ({
      chat: await dispatcher.with(botName),
      answers: scriptedDispatcher(at).answers,
    })),
  );
  await Promise.all(walks.map(({ chat }) => chat.sends('/create_order')));
  if (killAfter === 'answer') await killAndStart();
  for (const step of scriptedDispatcher(0).answers.keys()) {
    const asked = await Promise.all(
      walks.map(({ chat, answers }) => chat.reply({ contains: answers[step]?.question ?? missing(), timeoutMs })),
    );
    if (killAfter === 'question') await killAndStart();
    await Promise.all(
      walks.map(({ chat, answers }, at) => answers[step]?.give(chat, asked[at] ?? missing()) ?? missing()),
    );
    if (killAfter === 'answer') await killAndStart();
  }
  await Promise.all(walks.map(({ chat }) => chat.reply({ contains: created, timeoutMs })));
  if (killAfter === 'question') await killAndStart();
}

async function killAndStart(): Promise<void> {
  await repair.kill();
  repair.start();
}

async function untilReview(): Promise<{ chat: ActorChat; card: SimMessage }> {
  const chat = await (repair.dispatchers[0] ?? missing()).with(botName);
  await chat.sends('/create_order');
  for (const { question, give } of scriptedDispatcher(0).answers.slice(0, -1))
    await give(chat, await chat.reply({ contains: question, timeoutMs }));
  return { chat, card: await chat.reply({ contains: 'Step 7 of 7', timeoutMs }) };
}

/** Statements of others that wait for a lock in this database. */
async function countBlocked(): Promise<number> {
  const { rows } = await repair.db.query<{ blocked: number }>(
    `select count(*)::int as blocked from pg_stat_activity
     where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
  );
  return rows[0]?.blocked ?? 0;
}

/** The first `count` dispatchers have one order each, with its history; all were told, once or with a mark; nothing is left. */
async function expectOrders(count: number): Promise<void> {
  await waitUntil(async () => (await repair.depths()).dialog === 0, { what: 'the end of the dialogs', timeoutMs });
  await repair.idle();
  const orders = await readOrders(repair.db);
  expect(orders.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  for (const [at, { id, user }] of repair.dispatchers.slice(0, count).entries()) {
    const own = orders.filter(({ createdBy }) => createdBy === id);
    expect(
      own.map(({ order, history }) => ({ order, history })),
      user.first_name,
    ).toEqual([{ order: scriptedDispatcher(at).expected, history: `submit new by ${id}` }]);
  }
  const [anna] = repair.dispatchers;
  const group = await anna?.in(repair.groupId, botName);
  for (const { createdBy, number } of orders) {
    for (const { id, with: chatWith } of repair.dispatchers) {
      const what = id === createdBy ? created : 'New order from';
      expectTold(await (await chatWith(botName)).transcript(), [number, what]);
    }
    expectTold((await group?.transcript()) ?? [], [number, 'Новая']);
  }
  await expect.poll(() => repair.depths()).toEqual({ inbox: 0, outbox: 0, dialog: 0, dead_letter: 0 });
  expect(await repair.sim.stats()).toMatchObject({ duplicate_sends: 0, order_violations: 0, too_many_requests: 0 });
  expect(await repair.end()).toBe(0);
}

function expectTold(transcript: readonly SimMessage[], parts: readonly string[]): void {
  const { unmarked, marked } = countTold(transcript, parts);
  expect(unmarked + marked, `${parts.join(' ')}: told`).toBeGreaterThan(0);
  expect(unmarked, `${parts.join(' ')}: told again without a mark`).toBeLessThanOrEqual(1);
  expect(findRepeats(transcript).unmarked).toEqual([]);
}

function missing(): never {
  throw new Error('There is no such dispatcher.');
}
