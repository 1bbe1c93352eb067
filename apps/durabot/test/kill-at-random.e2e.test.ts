import { randomInt } from 'node:crypto';
import { SimulatorError } from '@durabot/simulator';
import type { Actor, ActorChat, SimMessage, SimPressed } from '@durabot/simulator';
import { waitUntil } from '@durabot/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { botName, createKillableRepair } from './killable-repair.ts';
import type { KillableRepair } from './killable-repair.ts';
import { findRepeats, readMark } from '@durabot/chaos';
import { created, openBot, readOrders, scriptedDispatcher } from '@durabot/chaos';
import { seededRandom } from '@durabot/chaos';

const userCount = 200;
const killCount = 20;
/** `/start`, seven questions and the order. */
const stepsPerUser = 9;
/** The simulator holds one wait no longer than two minutes. */
const waitMs = 100_000;
/** A user waits this often for one answer: several kills and starts may come between, on a machine that has more to do. */
const waits = 3;
/** Telegram takes no answer to a press after a minute; half of it is left for a kill on the way. */
const answerableMs = 30_000;
const minuteMs = 60_000;
/** Where the last kill may come at the latest: the number of messages is an estimate, so the progress may end below 1. */
const lastPoint = 0.97;

let repair: KillableRepair;
beforeEach(async () => {
  repair = await createKillableRepair({
    dispatchers: Array.from({ length: userCount }, (_, at) => `User${at}`),
    // Each of the 200 orders is told to 199 others: at Telegram's 30 a second that alone would take 22 minutes.
    variables: { PACING: 'off' },
  });
  await repair.sim.limits({ enforced: false });
});
afterEach(() => repair.stop());

test(
  'twenty kills at random moments under 200 people lose nothing and repeat nothing without a mark',
  async () => {
    const seed = Number(process.env['KILL_SEED'] ?? randomInt(2 ** 31));
    report(`kills at random: seed ${seed}`);
    const startedMs = performance.now();
    const secondsSince = (): string => `${((performance.now() - startedMs) / 1000).toFixed(0)} s`;
    let steps = 0;
    const failed = new AbortController();
    const giveUp = (error: unknown): never => {
      failed.abort();
      report(`kills at random: the program said last\n${repair.output().slice(-5_000)}`);
      throw error;
    };

    await Promise.all([
      killAtRandom({ seed, signal: failed.signal, progress: () => progressAfter(steps) }).catch(giveUp),
      everybodyTakesAnOrder(() => {
        steps += 1;
      }).catch(giveUp),
    ]);
    report(`kills at random: the last kill and the last dialog were over after ${secondsSince()}`);
    await repair.idle(3 * minuteMs);
    const drained = secondsSince();

    const { messages, marked } = await expectEverythingOnce();
    const { updates } = await repair.sim.stats();
    report(
      `kills at random: ${killCount} kills, ${updates.delivered} updates, ${userCount} orders, ${messages} messages, ` +
        `${marked} marked as possibly repeated, ${drained} (seed ${seed})`,
    );
    expect(await repair.end()).toBe(0);
  },
  9 * minuteMs,
);

/** Walks all people through the dialog side by side; nobody tries anything twice. */
async function everybodyTakesAnOrder(onStep: () => void): Promise<void> {
  // Who opens the bot after an order is not told of it: everybody is there before the first one.
  await Promise.all(
    repair.dispatchers.map(async (dispatcher) => {
      await openBot(dispatcher, botName, waitMs);
      onStep();
    }),
  );
  await Promise.all(repair.dispatchers.map((dispatcher, at) => takeOrder(dispatcher, at, onStep)));
}

/** Nobody may be left before a button that still spins. */
async function takeOrder(dispatcher: Actor, at: number, onStep: () => void): Promise<void> {
  const chat = await dispatcher.with(botName);
  const dueAnswers: SimPressed[] = [];
  await chat.sends('/create_order');
  const { answers } = scriptedDispatcher(at);
  let asked = await patientReply(chat, answers[0]?.question ?? '');
  for (const [step, { give }] of answers.entries()) {
    onStep();
    const pressed = await give(chat, asked);
    const givenMs = performance.now();
    asked = await patientReply(chat, answers[step + 1]?.question ?? created);
    if (pressed !== undefined && performance.now() - givenMs < answerableMs) dueAnswers.push(pressed);
  }
  onStep();
  for (const pressed of dueAnswers) {
    const { answered } = await chat.answer(pressed, waitMs);
    expect(answered, `press of ${dispatcher.user.first_name} answered`).toBe(true);
  }
}

async function patientReply(chat: ActorChat, contains: string): Promise<SimMessage> {
  for (let wait = 1; ; wait += 1) {
    try {
      return await chat.reply({ contains, timeoutMs: waitMs });
    } catch (error) {
      const isLate = error instanceof SimulatorError && error.status === 408;
      if (!isLate || wait === waits) throw error;
    }
  }
}

/** How much of the whole is done, from 0 to 1. The notices are most of the messages, the dialogs most of what can go wrong. */
async function progressAfter(steps: number): Promise<number> {
  const { calls } = await repair.sim.stats();
  const sends = (calls['sendMessage']?.ok ?? 0) / (userCount * (userCount + 10));
  return 0.7 * (steps / (userCount * stepsPerUser)) + 0.3 * Math.min(sends, 1);
}

/** Kills at random points of the progress, so that no kill comes when all is over, and some come during a start. */
async function killAtRandom(options: {
  seed: number;
  signal: AbortSignal;
  progress: () => Promise<number>;
}): Promise<void> {
  const { seed, signal, progress } = options;
  const random = seededRandom(seed);
  const points = Array.from({ length: killCount }, () => lastPoint * random.next()).toSorted(
    (one, other) => one - other,
  );
  repair.start();
  for (const point of points) {
    await waitUntil(async () => signal.aborted || (await progress()) >= point, {
      timeoutMs: 4 * minuteMs,
      what: `${(point * 100).toFixed(0)} % of the work`,
    });
    await pause(random.between(0, 300));
    if (signal.aborted) return;
    await repair.kill();
    await pause(random.between(0, 300));
    repair.start();
  }
}

/** Part of the chance: a moment that no condition names. */
async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

async function expectEverythingOnce(): Promise<{ messages: number; marked: number }> {
  const orders = await readOrders(repair.db);
  expect(orders.map(({ seq }) => seq)).toEqual(Array.from({ length: userCount }, (_, at) => at + 1));
  const byCreator = new Map(orders.map((order) => [order.createdBy, order]));
  expect(byCreator.size, 'people with an order').toBe(userCount);
  for (const [at, { id }] of repair.dispatchers.entries()) {
    const own = byCreator.get(id);
    expect(own?.order, `order of user ${at}`).toEqual(scriptedDispatcher(at).expected);
    expect(own?.history).toBe(`submit new by ${id}`);
  }
  // The bot looks every other minute for orders that nobody has touched: an entry, for a moment.
  await expect.poll(() => repair.depths()).toEqual({ inbox: 0, outbox: 0, dialog: 0, dead_letter: 0 });

  let messages = 0;
  let marked = 0;
  const numbers = orders.map(({ number }) => number);
  for (const { id, with: chatWith, user } of repair.dispatchers) {
    const transcript = await (await chatWith(botName)).transcript();
    const repeats = findRepeats(transcript);
    expect(repeats.unmarked, `repeated to ${user.first_name} without a mark`).toEqual([]);
    expect(toldOrders(transcript), `orders that ${user.first_name} was told of`).toEqual(numbers);
    expect(countConfirmations(transcript, byCreator.get(id)?.number)).toBe(1);
    messages += transcript.filter(({ outgoing }) => !outgoing).length;
    marked += repeats.marked;
  }
  const stats = await repair.sim.stats();
  expect(stats).toMatchObject({ order_violations: 0, too_many_requests: 0 });
  // Two kills can meet one call: its repeat is then repeated, both with the mark.
  expect(stats.duplicate_sends, 'the same text for the same call').toBeLessThanOrEqual(marked);
  expect(stats.updates.queued).toBe(0);
  return { messages, marked };
}

/** Numbers of all orders in a chat, sorted, each once. */
function toldOrders(transcript: readonly SimMessage[]): string[] {
  const told = transcript
    .filter(({ outgoing }) => !outgoing)
    .flatMap(({ text = '' }) => text.match(/R-\d{4}-\d{6}/) ?? []);
  return [...new Set(told)].toSorted();
}

/** Messages that tell a person that their order exists, without those that are marked as repeats of another. */
function countConfirmations(transcript: readonly SimMessage[], number: string | undefined): number {
  const texts = transcript
    .filter(({ outgoing, text }) => !outgoing && text?.includes(`${number} ${created}`) === true)
    .map(({ text = '' }) => readMark(text).text);
  return new Set(texts).size;
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
