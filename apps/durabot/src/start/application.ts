import { BotError } from '@durabot/bot-api';
import { migrateUp } from '@durabot/postgres';
import { createLiveEvents } from '@durabot/redis';
import { createRuntime } from '@durabot/runtime';
import type { Clock, Ids } from '@durabot/runtime';
import { loopbackOf, openFrontDoor } from '../http/front-door.ts';
import { createWebApp } from '../http/web-app.ts';
import type { ProgramLog } from '../logging/log.ts';
import { repairProduct } from '../products.ts';
import type { Settings } from '../settings/settings.ts';
import { buildBots } from './build-bots.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { decideDemo } from './demo.ts';
import { createRegistry, registerRedis } from './metrics.ts';
import { migrationSets } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { openRedis } from './open-redis.ts';
import type { ProgramState } from './program-state.ts';
import { startSimulator } from './start-simulator.ts';
import type { RunningSimulator } from './start-simulator.ts';
import { openTracing } from '../watching/open-tracing.ts';
import { createStopStack } from './stop-stack.ts';
import { throughOutages } from './through-outages.ts';
import { refuseHopelessBots, waitUntilReady, watchBots } from './watch-bots.ts';

/** The whole program in one process. */
export interface Application {
  /** Resolves when updates are being handled. @throws when it cannot come to that */
  start(): Promise<{ address: string }>;
  /** Ends what was started, also in the middle of a start. @returns whether everything ended well */
  stop(options: { deadlineMs: number }): Promise<boolean>;
  /** Rejects when the program cannot go on. */
  readonly failed: Promise<never>;
}

export interface ApplicationOptions {
  settings: Settings;
  log: ProgramLog;
  clock: Clock;
  ids: Ids;
}

/** Wires the parts; nothing happens before `start`. */
export function createApplication(options: ApplicationOptions): Application {
  const { clock, log } = options;
  const stopping = new AbortController();
  const stack = createStopStack();
  const state: ProgramState = {
    phase: 'starting',
    step: 'looking at the data directory',
    startedAtMs: clock.nowMs(),
    db: undefined,
    redis: undefined,
    events: undefined,
    runtime: undefined,
    simulatorPort: undefined,
  };
  let started: Promise<unknown> = Promise.resolve();
  const { failed, fail } = createFailure();

  return {
    failed,
    start: () => {
      const starting = startParts({ ...options, state, stack, signal: stopping.signal, fail });
      started = starting.catch(() => {});
      return starting;
    },
    stop: async ({ deadlineMs }) => {
      const endAtMs = clock.nowMs() + deadlineMs;
      state.phase = 'stopping';
      stopping.abort();
      await Promise.race([started, clock.sleep(deadlineMs / 2)]);
      return stack.unwind({ endAtMs, nowMs: () => clock.nowMs(), log });
    },
  };
}

function createFailure(): { failed: Promise<never>; fail: (reason: unknown) => void } {
  const controller = new AbortController();
  const failed = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  // Whoever waits for it gets it; while nobody does, it is not an unhandled rejection.
  failed.catch(() => {});
  return { failed, fail: (reason) => controller.abort(reason) };
}

/** Thrown inside a start that was asked to stop. */
class StoppedError extends BotError {
  override readonly name = 'StoppedError';
}

interface StartParts extends ApplicationOptions {
  state: ProgramState;
  stack: ReturnType<typeof createStopStack>;
  signal: AbortSignal;
  fail: (reason: unknown) => void;
}

async function startParts(parts: StartParts): Promise<{ address: string }> {
  const { settings, log, clock, ids, state, stack, signal } = parts;
  const nowMs = (): number => clock.nowMs();
  const step = (words: string): void => {
    if (signal.aborted) throw new StoppedError('STOPPED', 'The start was ended by a signal.');
    state.step = words;
    log.debug({ step: words }, 'start went on');
  };

  prepareDataDirectory(settings.dataDir);
  const registry = createRegistry(state);

  step('opening the port');
  const early = await createWebApp({ state, registry, nowMs });
  const door = await openFrontDoor({
    ...settings,
    clock,
    handler: (request, response) => early.routing(request, response),
  });
  stack.push('front door', (options) => door.stop(options));
  log.debug({ port: door.port }, 'port opened');

  const redis = openRedis({ settings, log, clock, ids });
  if (redis !== undefined) {
    stack.push('redis', () => redis.stop());
    registerRedis(registry, redis);
  }
  state.redis = redis;
  const events = createLiveEvents({ redis, clock, id: ids.owner() });
  stack.push('live events', () => events.stop());
  state.events = events;
  if (settings.dialogStorage === 'memory') {
    log.warn({}, 'DIALOGS ARE KEPT IN MEMORY ONLY and end with this process, as FSM_STORAGE=memory asks for');
  }

  const tracing =
    settings.tracing === undefined
      ? undefined
      : await openTracing({ settings: settings.tracing, clock, processId: ids.owner() });
  if (tracing !== undefined) stack.push('traces', (options) => tracing.stop(options));

  step('starting the database');
  const database = await openDatabase({ settings, log, clock, signal });
  stack.push('database', () => database.stop());
  state.db = database.db;
  const outages = { log, clock, signal, description: database.description };
  const demo = await throughOutages(() => decideDemo(settings, database.db, migrationSets), outages);

  step('bringing the database up to date');
  const applied = await throughOutages(() => migrateUp(database.db, migrationSets, log), outages);
  log.info({ database: database.description, migrations: applied.length }, 'database opened');

  const simulator = await startOwnSimulator(parts, demo, step);

  step('starting the bots');
  const ownAddress = `http://${loopbackOf(settings.host)}:${door.port}`;
  const { db } = database;
  const bots = await buildBots({ settings, db, log, clock, ids, demo, simulator, ownAddress });
  const runtime = createRuntime({
    db,
    log,
    bots,
    registry,
    clock,
    ids,
    clientMarker: settings.clientMarker,
    pacing: settings.pacing,
    sendConcurrency: settings.sendConcurrency,
    roles: settings.roles,
    dialogStorage: settings.dialogStorage,
    events,
    ...(redis !== undefined && { redis }),
    ...(tracing !== undefined && { tracer: tracing.tracer }),
  });
  stack.push('runtime', (options) => runtime.stop(options));
  const app = await createWebApp({ state, registry, nowMs, webhooks: runtime.webhooks });
  door.answerWith((request, response) => app.routing(request, response));
  await throughOutages(() => runtime.start(), outages);
  state.runtime = runtime;
  state.phase = signal.aborted ? 'stopping' : 'running';
  refuseHopelessBots(runtime.status());

  step('waiting for Telegram');
  await waitUntilReady(runtime, { clock, log, signal });
  step('handling updates');
  watchBots(runtime, { clock, log, signal, fail: parts.fail });
  return { address: ownAddress };
}

async function startOwnSimulator(
  { settings, log, state, stack }: StartParts,
  demo: boolean,
  step: (words: string) => void,
): Promise<RunningSimulator | undefined> {
  if (!settings.simulator) return undefined;
  step('starting the simulator');
  const simulator = await startSimulator(settings, log);
  stack.push('simulator', (options) => simulator.stop(options));
  state.simulatorPort = simulator.port;
  if (demo) {
    await simulator.control.ensurePeople(repairProduct.demoPeople);
    log.info({ people: repairProduct.demoPeople.length }, 'demo people welcomed');
  }
  return simulator;
}
