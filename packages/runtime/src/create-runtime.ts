import { createBotApiClient, reasonOf } from '@durabot/bot-api';
import { isDatabaseUnavailable } from '@durabot/postgres';
import { systemClock } from './clock.ts';
import { withinDeadline } from './within-deadline.ts';
import { captureCalls, type CallSink } from './dispatch/capture.ts';
import { findCurrentAttempt } from './dispatch/current-attempt.ts';
import { knownDialogs } from './dialog/known-dialogs.ts';
import { createDialogStorage, type MirrorParts } from './dispatch/dialog-storage.ts';
import { randomIds } from './ids.ts';
import { startIncarnation, type Incarnation } from './incarnation.ts';
import { createAppendBatcher } from './ingress/append-batcher.ts';
import { connectBot } from './ingress/connect-bot.ts';
import { receiveUpdates } from './ingress/receive-updates.ts';
import { createTakeIn } from './ingress/take-in.ts';
import { createTurns } from './ingress/turns.ts';
import { createWebhooks, type WebhookTarget } from './ingress/webhook.ts';
import { pollerLease, roles as allRoles } from './lease/roles.ts';
import { createDialogMirror } from './mirror/dialog-mirror.ts';
import { createMetrics, createMirrorMetrics } from './operations/metrics.ts';
import { appendCalls } from './outbox/outbox.ts';
import type { RunningBot } from './running-bot.ts';
import type { DurableBot, Runtime, RuntimeOptions } from './runtime.ts';
import { defaultApology, defaultRepeatMark, defaultRepeatedPress } from './texts.ts';

/**
 * Makes a runtime for bots: their updates are stored before they are confirmed, handled one at a time per chat,
 * and what a handler does is committed as one piece. Nothing runs before `start()`.
 *
 * @example
 * const runtime = createRuntime({ db, log, registry, bots: [{ name: 'shop', bot, token, apiRoot, ingress: { kind: 'polling' } }] });
 * await runtime.start();
 */
export function createRuntime(options: RuntimeOptions): Runtime {
  const {
    db,
    log,
    clock = systemClock,
    ids = randomIds,
    holdPoint,
    roles = allRoles,
    tracer,
    sendConcurrency = 30,
  } = options;
  const liveness = { renewMs: 1_000, silenceMs: 4_000, ...options.liveness };
  const metrics = createMetrics(options.registry, db);
  const bots = new Map<string, RunningBot>();
  const connected = new Set<string>();
  const webhookTargets = new Map<string, WebhookTarget>();
  const stopping = new AbortController();
  const receiving: Promise<void>[] = [];
  const turns = createTurns((lease) => incarnation?.begin(lease));
  let incarnation: Incarnation | undefined;
  let restarting: Promise<void> | undefined;
  /** How many incarnations there were; what an earlier one still reports is about itself only. */
  let lives = 0;
  let databaseUp = false;
  metrics.watchLeases(() => incarnation?.leases() ?? []);
  const mirrorParts = prepareMirror();
  const storage = createDialogStorage(options.dialogStorage ?? 'postgres', db, mirrorParts);
  const takeIn = createTakeIn({
    db,
    clock,
    log,
    metrics,
    holdPoint,
    tracer,
    storing: async (store) => {
      if (incarnation !== undefined) return incarnation.storeAndBegin(store);
      const result = await store();
      return { result, begin: () => incarnation?.wakeDispatch(result.shards) };
    },
  });

  for (const definition of options.bots) {
    const bot = prepare(definition);
    bots.set(definition.name, bot);
    openWebhook(definition, bot);
  }

  return {
    start: async () => {
      await enter();
      mirrorParts?.mirror.start();
      receiving.push(...options.bots.map((definition) => receive(definition)));
      await firstNews();
    },
    stop: async ({ deadlineMs }) => {
      const untilMs = clock.nowMs() + deadlineMs;
      // No new work first; what is being handled then has the rest of the time.
      stopping.abort();
      turns.endAll();
      await withinDeadline(clock, untilMs, Promise.all([...receiving, restarting]));
      await incarnation?.stop(untilMs);
      if (mirrorParts !== undefined) {
        await withinDeadline(clock, clock.nowMs() + lastShownMs, mirrorParts.mirror.stop());
      }
      await Promise.all([...bots.values()].map((bot) => bot.client.close({ deadlineMs: 1_000 })));
      for (const bot of bots.values()) bot.state = 'stopped';
    },
    status: () => ({
      ready:
        incarnation !== undefined &&
        !stopping.signal.aborted &&
        [...bots.values()].some((bot) => bot.state === 'running'),
      databaseUp,
      dialogStorage: options.dialogStorage ?? 'postgres',
      bots: [...bots.values()].map(({ name, bot, state, problem }) => ({
        name,
        username: connected.has(name) ? bot.botInfo.username : undefined,
        ingress: state,
        problem,
        paused: incarnation?.pauses.isBotPaused(name) ?? false,
        pausedChats: incarnation?.pauses.chatsOf(name).length ?? 0,
      })),
    }),
    webhooks: createWebhooks({
      log,
      find: (bot) => webhookTargets.get(bot),
      accepting: () => !stopping.signal.aborted && roles.includes('ingress'),
    }),
  };

  function prepare(definition: DurableBot): RunningBot {
    const { name, token, apiRoot } = definition;
    const client = createBotApiClient({
      token,
      apiRoot,
      timeoutMs: 30_000,
      connections: sendConcurrency + 10,
      clientMarker: options.clientMarker ?? false,
    });
    const { bot } = definition;
    bot.api.config.use(
      captureCalls({
        client,
        db,
        clock,
        ids,
        me: () => bot.botInfo,
        current: currentSink,
        commitAlone: async (call) => {
          await appendCalls(db, name, [call], clock.nowMs());
          incarnation?.wakeSender(name);
        },
      }),
    );
    return {
      name,
      bot,
      client,
      timers: definition.timers ?? {},
      refusals: definition.refusals ?? {},
      jobs: definition.jobs ?? {},
      dialogs: definition.dialogs === undefined ? undefined : knownDialogs(definition.dialogs),
      albums: definition.albums ?? 'apart',
      migrateRows: definition.migrateRows,
      apology: definition.apology ?? defaultApology,
      repeatMark: definition.repeatMark ?? defaultRepeatMark,
      repeatedPress: definition.repeatedPress ?? defaultRepeatedPress,
      state: 'starting',
      problem: undefined,
      generation: 1,
    };
  }

  async function receive(definition: DurableBot): Promise<void> {
    const bot = bots.get(definition.name);
    if (bot === undefined) return;
    await receiveUpdates(
      {
        bot,
        ingress: definition.ingress,
        db,
        clock,
        log,
        receives: roles.includes('ingress'),
        begin: () => turns.begin(pollerLease(bot.name)),
        connect: () => connectBot(db, bot),
        onConnected: async () => {
          connected.add(bot.name);
          await definition.onReady?.(definition.bot);
          incarnation?.wakeFor(bot.name);
        },
        store: (updates, nextOffset) => takeIn(bot, updates, nextOffset),
        allowedUpdates: definition.allowedUpdates,
      },
      stopping.signal,
    ).catch((error: unknown) => {
      bot.state = 'unavailable';
      bot.problem = 'Its updates are no longer fetched because of an unexpected error; see the log.';
      log.error({ bot: bot.name, error: reasonOf(error) }, 'ingress ended');
    });
  }

  /** Dialogs that are in no table are shown nowhere: nobody could show them anew. */
  function prepareMirror(): MirrorParts | undefined {
    const { redis } = options;
    if (redis === undefined || options.dialogStorage === 'memory' || !roles.includes('workers')) return undefined;
    const mirrorMetrics = createMirrorMetrics(options.registry);
    const mirror = createDialogMirror({
      redis,
      db,
      clock,
      log,
      metrics: mirrorMetrics,
      bots: options.bots.map(({ name }) => name),
      shards: () => incarnation?.shards() ?? [],
      silenceMs: liveness.silenceMs,
    });
    return { redis, mirror, metrics: mirrorMetrics };
  }

  function openWebhook(definition: DurableBot, bot: RunningBot): void {
    if (definition.ingress.kind !== 'webhook') return;
    const append = createAppendBatcher(async (updates) => {
      // Which account the bot is decides where its update ids belong; until then Telegram keeps them.
      if (!connected.has(bot.name)) throw new Error('The bot is not connected yet.');
      await takeIn(bot, updates);
    });
    webhookTargets.set(bot.name, { secretToken: definition.ingress.secretToken, append });
  }

  async function enter(): Promise<void> {
    lives += 1;
    const life = lives;
    incarnation = await startIncarnation({
      db,
      log,
      clock,
      ids,
      metrics,
      bots,
      connected,
      roles,
      liveness,
      concurrency: options.concurrency ?? 100,
      sendConcurrency,
      maxAttempts: options.maxAttempts ?? 5,
      jobConcurrency: options.jobConcurrency ?? 5,
      repeatedPressMs: options.repeatedPressMs ?? 500,
      handlerTimeoutMs: options.handlerTimeoutMs ?? 60_000,
      pacing: options.pacing ?? true,
      storage,
      mirror: mirrorParts?.mirror,
      tell: (topic, detail) => options.events?.tell(topic, detail),
      holdPoint,
      tracer,
      onLeaseLost: () => {
        if (life === lives) onLeaseLost();
      },
      onGivingUp: turns.end,
    });
    databaseUp = true;
  }

  /** Somebody took this process for dead. What it was doing is theirs now; it begins again as a new one. */
  function onLeaseLost(): void {
    if (restarting !== undefined || stopping.signal.aborted) return;
    log.warn({}, 'leases lost, starting anew');
    const old = incarnation;
    incarnation = undefined;
    turns.endAll();
    databaseUp = false;
    restarting = (async () => {
      // What is under way may still count, if it was only the connection that was lost.
      await old?.stop(clock.nowMs() + lastWordsMs);
      for (
        let pauseMs = 250;
        !stopping.signal.aborted && incarnation === undefined;
        pauseMs = Math.min(pauseMs * 2, 4_000)
      ) {
        await enter().catch(async (error: unknown) => {
          if (!isDatabaseUnavailable(error)) log.error({ error: reasonOf(error) }, 'not started anew yet');
          await clock.sleep(pauseMs, stopping.signal);
        });
      }
    })().finally(() => {
      restarting = undefined;
    });
  }

  /** Ready means that every bot runs, or that its trouble is known. */
  async function firstNews(): Promise<void> {
    while (!stopping.signal.aborted && [...bots.values()].some((bot) => bot.state === 'starting'))
      await clock.sleep(10);
  }
}

/** For handlers and calls under way when the connection that showed this process to be alive is gone. */
const lastWordsMs = 1_500;

/** For what is still to be shown in Redis at the end. What is not shown then, the next owner of the chat shows. */
const lastShownMs = 300;

function currentSink(): CallSink | undefined {
  const attempt = findCurrentAttempt();
  // Every attempt that the runtime starts is a HandlerAttempt, which is a sink too.
  return attempt === undefined ? undefined : (attempt as unknown as CallSink);
}
