import type { Database } from '@durabot/postgres';
import { createBroadcast, listBroadcasts, startBroadcast } from '@durabot/runtime';
import { createSimulator, createSimulatorClient, type Actor, type SimulatorClient } from '@durabot/simulator';
import { silentLog } from '@durabot/testing';
import { durabot } from '../contestants.ts';
import { expectedIn, turnCount, writtenIn } from '../order/order-flow.ts';
import type { Bench, BenchOptions, Report } from '../report/report.ts';
import { formatCell } from '../report/table.ts';
import { median, percentile, round } from '../statistics.ts';
import { startBot } from '../world/bot-process.ts';
import { inDatabase, migrate, startPostgres, type PostgresServer } from '../world/servers.ts';

const botName = 'order_bot';
/** What everybody gets; also what tells these messages from the others. */
const news = 'We are open on Sunday, too.';
const talkers = 20;
/** Each of them writes this often. */
const talkEveryMs = 4_000;

interface Figures {
  readonly seconds: number;
  readonly replies: number;
  readonly share: number;
  readonly tooMany: number;
  readonly replyP50Ms: number;
  readonly replyP99Ms: number;
  readonly twice: number;
  readonly missing: number;
}

/** A broadcast under Telegram's limits while people go on talking to the bot. */
export const broadcastBench: Bench = async (options, tell) => {
  const postgres = await startPostgres();
  try {
    const found: Figures[] = [];
    for (let number = 1; number <= options.rounds; number += 1) {
      const figures = await measureOne(postgres, options.recipients);
      found.push(figures);
      tell(
        `round ${number}: ${formatCell(round(figures.share * 100, 1))}% of the pace, ${figures.tooMany} answers 429, ` +
          `replies p99 ${formatCell(round(figures.replyP99Ms))} ms`,
      );
    }
    return reportOf(found, options, postgres.version);
  } finally {
    await postgres.stop();
  }
};

async function measureOne(postgres: PostgresServer, recipients: number): Promise<Figures> {
  const simulator = createSimulator({ seed: 1, log: silentLog });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  const databaseUrl = await postgres.createDatabase('bench');
  await migrate(databaseUrl);
  try {
    const { token } = await sim.bot({ username: botName });
    const crowd = await createPeople(sim, recipients);
    const talking = await createPeople(sim, talkers);
    const bot = await startBot(durabot.file, {
      API_ROOT: url,
      TOKEN: token,
      SECRET_TOKEN: 'bench-secret',
      DATABASE_URL: databaseUrl,
      VARIANT: 'paced',
    });
    try {
      return await inDatabase(databaseUrl, (db) => broadcastWhileTalking({ db, sim, crowd, talking }));
    } finally {
      await bot.stop();
    }
  } finally {
    await simulator.stop({ deadlineMs: 500 });
  }
}

/** Messages that the simulator takes in one request. */
const mostAtOnce = 1_000;

/** People who have met the bot before; it has no answer to their greeting. */
async function createPeople(sim: SimulatorClient, count: number): Promise<Actor[]> {
  const actors: Actor[] = [];
  while (actors.length < count) {
    const some = Array.from({ length: Math.min(50, count - actors.length) }, (_, at) =>
      sim.user({ first_name: `Person ${actors.length + at}`, language_code: 'en' }),
    );
    actors.push(...(await Promise.all(some)));
  }
  for (let at = 0; at < actors.length; at += mostAtOnce) {
    const some = actors.slice(at, at + mostAtOnce);
    await sim.http.post('messages/batch', {
      messages: some.map(({ id }) => ({ from: id, bot: botName, text: 'hello' })),
    });
  }
  return actors;
}

async function broadcastWhileTalking(parts: {
  db: Database;
  sim: SimulatorClient;
  crowd: readonly Actor[];
  talking: readonly Actor[];
}): Promise<Figures> {
  const { db, sim, crowd, talking } = parts;
  await settled(db);
  const id = await createBroadcast(db, {
    bot: 'order',
    name: 'News',
    message: { method: 'sendMessage', payload: { text: news } },
    audience: { kind: 'chats', chatIds: crowd.map((actor) => actor.id) },
  });
  const replyMs: number[] = [];
  let isOver = false;
  await startBroadcast(db, id);
  const talks = talking.map((actor, at) =>
    talk(
      actor,
      at,
      () => isOver,
      (ms) => replyMs.push(ms),
    ),
  );
  try {
    for (;;) {
      const [progress] = await listBroadcasts(db, { id });
      if (progress?.status === 'done') break;
      await pause(500);
    }
  } finally {
    isOver = true;
  }
  await Promise.all(talks);
  return figuresOf(sim, crowd, replyMs);
}

async function figuresOf(sim: SimulatorClient, crowd: readonly Actor[], replyMs: readonly number[]): Promise<Figures> {
  const sent = (await allCalls(sim)).filter(({ method, status }) => method === 'sendMessage' && status === 200);
  const own = sent.filter(({ request }) => request?.['text'] === news);
  const from = Math.min(...own.map(({ at }) => at));
  const to = Math.max(...own.map(({ at }) => at));
  const meanwhile = sent.filter(({ at }) => at >= from && at <= to).length;
  const limits = await sim.limits();
  const { too_many_requests: tooMany } = await sim.stats();
  const reached = new Set(own.map(({ request }) => Number(request?.['chat_id'])));
  const seconds = (to - from) / 1_000;
  return {
    seconds,
    replies: replyMs.length,
    share: meanwhile / (seconds * limits.per_bot_per_s),
    tooMany,
    replyP50Ms: percentile(replyMs, 0.5) ?? Number.NaN,
    replyP99Ms: percentile(replyMs, 0.99) ?? Number.NaN,
    twice: own.length - reached.size,
    missing: crowd.filter((actor) => !reached.has(actor.id)).length,
  };
}

/** The simulator keeps the last ten thousand entries and gives them a page at a time. */
async function allCalls(sim: SimulatorClient): Promise<Awaited<ReturnType<SimulatorClient['journal']>>> {
  const entries: Awaited<ReturnType<SimulatorClient['journal']>> = [];
  for (;;) {
    const page = await sim.journal({ bot: botName, after: entries.at(-1)?.seq ?? 0 });
    if (page.length === 0) return entries.filter(({ kind }) => kind === 'call');
    entries.push(...page);
  }
}

async function talk(actor: Actor, index: number, isOver: () => boolean, onReply: (ms: number) => void): Promise<void> {
  const chat = await actor.with(botName);
  // Not all of them in one moment.
  await pause((index * talkEveryMs) / talkers);
  for (let turn = 0; !isOver(); turn = (turn + 1) % turnCount) {
    const startMs = performance.now();
    await chat.sends(writtenIn(turn, index));
    await chat.reply({ contains: expectedIn(turn), timeoutMs: 60_000 });
    onReply(performance.now() - startMs);
    await pause(Math.max(0, talkEveryMs - (performance.now() - startMs)));
  }
}

/** The greetings are read. */
async function settled(db: Database): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const { rows } = await db.query<{ left: number; seen: number }>(
      `select (select count(*) from durabot.inbox)::int as left, (select count(*) from durabot.seen_update)::int as seen`,
    );
    const [row] = rows;
    quiet = row !== undefined && row.left === 0 && row.seen > 0 ? quiet + 1 : 0;
    await pause(200);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function reportOf(found: readonly Figures[], { recipients }: BenchOptions, version: string): Report {
  const of = (field: keyof Figures): number => median(found.map((figures) => figures[field])) ?? Number.NaN;
  const worst = (field: keyof Figures): number => Math.max(...found.map((figures) => figures[field]));
  return {
    bench: 'broadcast',
    title: 'Broadcast: the pace that Telegram allows, with people talking beside it',
    method: [
      `A broadcast to ${formatCell(recipients)} people, with the runtime's own pacing, against the simulator with Telegram's published limits enforced ` +
        `(30 messages a second for a bot). Meanwhile ${talkers} others go through the order dialog, a message every ${talkEveryMs / 1_000} s each. The pace is all ` +
        `messages between the first and the last one of the broadcast, as the simulator received them, to 30 a second; a reply takes from sending a message to ` +
        `reading the answer. ${found.length} rounds, PostgreSQL ${version}; worst of the rounds for 429, twice and missing.`,
    ],
    lines: found.map((figures, at) => ({
      bench: 'broadcast',
      round: at + 1,
      seconds: round(figures.seconds, 1),
      share: round(figures.share, 4),
      too_many_requests: figures.tooMany,
      reply_p50_ms: round(figures.replyP50Ms, 1),
      reply_p99_ms: round(figures.replyP99Ms, 1),
    })),
    summary: {
      bench: 'broadcast',
      recipients,
      share: round(of('share'), 4),
      too_many_requests: worst('tooMany'),
      reply_p99_ms: round(of('replyP99Ms'), 1),
      sent_twice: worst('twice'),
      not_sent: worst('missing'),
    },
    tables: [
      {
        columns: [
          'recipients',
          'seconds',
          'share of the pace',
          '429',
          'replies',
          'reply p50 ms',
          'reply p99 ms',
          'twice',
          'missing',
        ],
        rows: [
          [
            recipients,
            of('seconds'),
            `${formatCell(round(of('share') * 100, 1))}%`,
            worst('tooMany'),
            of('replies'),
            of('replyP50Ms'),
            of('replyP99Ms'),
            worst('twice'),
            worst('missing'),
          ],
        ],
      },
    ],
    charts: [],
    bars: [
      {
        what: 'share of the allowed pace',
        wanted: '≥ 98%',
        measured: `${formatCell(round(of('share') * 100, 1))}%`,
        met: of('share') >= 0.98,
      },
      { what: 'answers 429', wanted: '0', measured: String(worst('tooMany')), met: worst('tooMany') === 0 },
      {
        what: 'reply p99 beside it',
        wanted: '< 250 ms',
        measured: `${formatCell(round(of('replyP99Ms')))} ms`,
        met: of('replyP99Ms') < 250,
      },
      {
        what: 'sent twice, not sent',
        wanted: '0, 0',
        measured: `${worst('twice')}, ${worst('missing')}`,
        met: worst('twice') + worst('missing') === 0,
      },
    ],
  };
}
