import { seededRandom } from '../random.ts';
import { percentile } from '../statistics.ts';
import { createBatcher, type Batcher } from './batcher.ts';
import { createBotSender, type BotSender } from './bot-sender.ts';
import { shares } from './costs.ts';
import { createEventLoop, type EventLoop } from './event-loop.ts';
import { createProcessor } from './processor.ts';
import { Queue } from './queue.ts';
import type { Outcome, Resource, Scenario } from './scenario.ts';
import { telegramLimits } from './telegram-limits.ts';
import { createTimeline } from './timeline.ts';

/** As the runtime has them. */
const mostUpdatesPerAppend = 200;
const mostUnitsPerCommit = 200;
const commitsUnderWay = 2;

interface Update {
  readonly bot: number;
  readonly chat: number;
  readonly arrivedMs: number;
  readonly onDelivered: () => void;
}

/** A Node process with its share of the chats and bots. */
interface Process {
  readonly loop: EventLoop;
  readonly commit: Batcher<Update>;
  readonly begin: (update: Update) => void;
  /** Statements that bring what other processes have stored. */
  readonly readInbox: Batcher<Update>;
  readonly readOutbox: Batcher<() => void>;
}

/**
 * Lets updates come to bots and follows each of them: stored, handled, committed, sent within Telegram's limits, settled, with
 * the statements shared as the runtime shares them. Nothing happens in real time, and the same scenario gives the same outcome.
 */
export function simulate(scenario: Scenario): Outcome {
  const { costs, processes: processCount, bots: botCount, arrivals } = scenario;
  const timeline = createTimeline();
  const random = seededRandom(scenario.seed);
  const machine = createProcessor(timeline, scenario.cores);
  const database = scenario.databaseCores === undefined ? machine : createProcessor(timeline, scenario.databaseCores);
  const people = createEventLoop(machine);
  let statements = 0;
  let databaseMs = 0;
  let waiting = 0;
  let offered = 0;
  const measured = { offered: 0, answered: 0, broadcasts: 0, toRequest: [] as number[], toDelivery: [] as number[] };
  const fromMs = scenario.warmUpSeconds * 1_000;
  const endMs = fromMs + scenario.seconds * 1_000;
  const isMeasured = (): boolean => timeline.nowMs() >= fromMs;

  /** A statement for so many rows: built by a process, worked on by the database, durable when `done`. */
  function statement(loop: EventLoop, rows: number, share: number, done: () => void): void {
    loop.run(costs.statementBotUs / 1_000, () => {
      const workMs = (costs.statementDatabaseUs + rows * share * costs.updateDatabaseUs) / 1_000;
      statements += 1;
      databaseMs += workMs;
      timeline.after(scenario.networkMs, () => database.run(workMs, () => timeline.after(costs.statementWaitMs, done)));
    });
  }

  const botMs = (part: keyof typeof shares.bot): number => (shares.bot[part] * costs.updateBotUs) / 1_000;

  const processes = Array.from({ length: processCount }, (): Process => {
    const loop = createEventLoop(machine);
    const ready = new Queue<Update>();
    let handling = 0;
    const handleNext = (): void => {
      while (handling < scenario.concurrency) {
        const update = ready.shift();
        if (update === undefined) return;
        handling += 1;
        loop.run(botMs('handle'), () => commit.add(update));
      }
    };
    const begin = (update: Update): void => {
      ready.push(update);
      handleNext();
    };
    const commit = createBatcher<Update>(
      timeline,
      { underWay: commitsUnderWay, items: mostUnitsPerCommit },
      (batch, done) =>
        statement(loop, batch.length, shares.database.commit, () => {
          handling -= batch.length;
          for (const update of batch) answer(update);
          done();
          handleNext();
        }),
    );
    const read = <Item>(take: (item: Item) => void): Batcher<Item> =>
      createBatcher<Item>(timeline, { underWay: 1, items: 500 }, (batch, done) =>
        // It costs about as much as noting attempts; nothing has to become durable, but so much is within the error.
        statement(loop, batch.length, shares.database.record, () => {
          for (const item of batch) take(item);
          done();
        }),
      );
    return { loop, commit, begin, readInbox: read(begin), readOutbox: read((act) => act()) };
  });

  const processOf = (number: number): Process => {
    const found = processes[number % processCount];
    if (found === undefined) throw new Error('There is no process.');
    return found;
  };

  /** Which process handles a chat has nothing to do with its bot. */
  const ownerOf = (chat: number): Process => processOf(Math.floor(chat / botCount));
  const groupSize = arrivals.kind === 'open' ? (arrivals.groupSize ?? 1) : 1;
  const senders = Array.from({ length: botCount }, (_, bot): BotSender => {
    const { loop } = processOf(bot);
    return createBotSender({
      timeline,
      limits: scenario.limits ? telegramLimits : undefined,
      concurrency: scenario.sendConcurrency,
      isGroup: () => groupSize > 1,
      record: (calls, done) => statement(loop, calls, shares.database.record, done),
      settle: (calls, done) => statement(loop, calls, shares.database.settle, done),
      request: (done) => loop.run(botMs('send'), done),
      telegramMs: scenario.telegramMs,
    });
  });
  // Whichever process a webhook meets, it stores the updates of a bot one batch after another.
  const appends = Array.from({ length: botCount }, (_, bot) => {
    const { loop } = processOf(bot);
    return createBatcher<Update>(timeline, { underWay: 1, items: mostUpdatesPerAppend }, (batch, done) =>
      statement(loop, batch.length, shares.database.append, () => {
        for (const update of batch) {
          const owner = ownerOf(update.chat);
          if (owner === processOf(bot)) owner.begin(update);
          else owner.readInbox.add(update);
        }
        done();
      }),
    );
  });

  /** The answer is committed: it goes to the process that sends for this bot. */
  function answer(update: Update): void {
    const { bot, chat } = update;
    const loop = processOf(bot).loop;
    const send = (): void =>
      senders[bot]?.add({
        chat,
        isBroadcast: false,
        onRequest: () => {
          if (isMeasured()) measured.toRequest.push(timeline.nowMs() - update.arrivedMs);
        },
        onDelivered: () => {
          waiting -= 1;
          loop.run(botMs('settle'), () => undefined);
          if (isMeasured()) {
            measured.answered += 1;
            measured.toDelivery.push(timeline.nowMs() - update.arrivedMs);
          }
          if (scenario.peopleOnMachine === true) people.run(costs.peopleUs / 2_000, update.onDelivered);
          else update.onDelivered();
        },
      });
    if (ownerOf(chat) === processOf(bot)) send();
    else processOf(bot).readOutbox.add(send);
  }

  function arrive(person: number, onDelivered: () => void): void {
    const chat = Math.floor(person / groupSize);
    const update: Update = { bot: chat % botCount, chat, arrivedMs: timeline.nowMs(), onDelivered };
    waiting += 1;
    offered += 1;
    if (isMeasured()) measured.offered += 1;
    const receive = (): void =>
      processOf(update.bot).loop.run(botMs('ingress'), () => appends[update.bot]?.add(update));
    if (scenario.peopleOnMachine === true) people.run(costs.peopleUs / 2_000, receive);
    else receive();
  }

  if (arrivals.kind === 'open') {
    const gapMs = 1_000 / arrivals.perSecond;
    const comeNext = (): void =>
      timeline.after(-Math.log(1 - random()) * gapMs, () => {
        arrive(Math.floor(random() * arrivals.people), () => undefined);
        comeNext();
      });
    comeNext();
  } else {
    const talk = (person: number): void => arrive(person, () => talk(person));
    // One after another, as people begin.
    for (let person = 0; person < arrivals.people; person += 1) {
      timeline.at((fromMs / 2) * (person / arrivals.people), () => talk(person));
    }
  }
  for (const [bot, sender] of senders.entries()) {
    feedBroadcast(bot, sender, scenario.broadcastRecipients ?? 0);
  }
  idle();

  /** Recipients become calls a few hundred at a time, as there is room. */
  function feedBroadcast(bot: number, sender: BotSender, recipients: number): void {
    const atOnce = 250;
    let fed = 0;
    let open = 0;
    const feed = (): void => {
      const count = Math.min(atOnce, recipients - fed);
      if (count <= 0 || open > atOnce) return;
      const first = fed;
      fed += count;
      open += count;
      statement(processOf(bot).loop, count, shares.database.commit, () => {
        for (let at = first; at < first + count; at += 1) {
          sender.add({
            chat: 1_000_000 + at,
            isBroadcast: true,
            onRequest: () => {
              if (isMeasured()) measured.broadcasts += 1;
            },
            onDelivered: () => {
              open -= 1;
              if (open === atOnce) feed();
            },
          });
        }
        feed();
      });
    };
    feed();
  }

  /** What processes and bots do when nothing happens, a tenth of a second's worth at a time. */
  function idle(): void {
    const pieces = 10;
    for (const [at, { loop }] of processes.entries()) {
      const bots = Math.floor(botCount / processCount) + (at < botCount % processCount ? 1 : 0);
      const tick = (): void => {
        loop.run((costs.idleProcessBotUs + bots * costs.idleBotBotUs) / 1_000 / pieces, () => {
          const workMs = (costs.idleProcessDatabaseUs + bots * costs.idleBotDatabaseUs) / 1_000 / pieces;
          databaseMs += workMs;
          database.run(workMs, () => undefined);
        });
        timeline.after(1_000 / pieces, tick);
      };
      timeline.at((1_000 / pieces / processCount) * at, tick);
    }
  }

  const usedUntil = (): { machine: number; database: number; loops: number[]; sent: number[]; statements: number } => ({
    machine: machine.busyMs(),
    database: databaseMs,
    loops: processes.map(({ loop }) => loop.busyMs()),
    sent: senders.map((sender) => sender.sent()),
    statements,
  });
  timeline.runUntil(fromMs);
  const before = usedUntil();
  timeline.runUntil(endMs);
  const after = usedUntil();

  const spanMs = endMs - fromMs;
  const grown = (of: 'loops' | 'sent'): number[] => after[of].map((value, at) => value - (before[of][at] ?? 0));
  const databaseUsedMs = after.database - before.database;
  const sharesMachine = scenario.databaseCores === undefined;
  const use: Record<Resource, number> = {
    Node: Math.max(...grown('loops')) / spanMs,
    database: databaseUsedMs / spanMs / (scenario.databaseCores ?? scenario.cores),
    processor: (after.machine - before.machine) / spanMs / scenario.cores,
    Telegram: scenario.limits
      ? (Math.max(...grown('sent')) * telegramLimits.windowMs) / telegramLimits.bot / spanMs
      : 0,
  };
  const perUpdate = (total: number): number => total / Math.max(1, measured.answered);
  return {
    offeredPerS: measured.offered / scenario.seconds,
    perS: measured.answered / scenario.seconds,
    p50Ms: percentile(measured.toRequest, 0.5) ?? Number.NaN,
    p99Ms: percentile(measured.toRequest, 0.99) ?? Number.NaN,
    deliveredP50Ms: percentile(measured.toDelivery, 0.5) ?? Number.NaN,
    deliveredP99Ms: percentile(measured.toDelivery, 0.99) ?? Number.NaN,
    statementsPerUpdate: perUpdate(after.statements - before.statements),
    botUs: perUpdate(grown('loops').reduce((sum, ms) => sum + ms, 0)) * 1_000,
    databaseUs: perUpdate(databaseUsedMs) * 1_000,
    use,
    first: firstOf(use, sharesMachine),
    waiting,
    broadcastPerS: measured.broadcasts / scenario.seconds,
  };
}

/** Where all share one machine, what is used up is the machine. */
function firstOf(use: Readonly<Record<Resource, number>>, sharesMachine: boolean): Resource {
  const candidates: readonly Resource[] = sharesMachine
    ? ['Node', 'processor', 'Telegram']
    : ['Node', 'database', 'processor', 'Telegram'];
  return candidates.reduce((most, one) => (use[one] > use[most] ? one : most));
}
