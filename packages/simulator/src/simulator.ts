import { randomInt } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import Fastify, { type FastifyInstance } from 'fastify';

import { createLocalMode } from './api/local-mode.ts';
import { Pipeline } from './api/pipeline.ts';
import { VirtualClock } from './clock.ts';
import { registerControl } from './control/register.ts';
import { registerStream } from './control/stream.ts';
import type { ControlContext } from './control/route.ts';
import { DeliveryCounters } from './delivery/counters.ts';
import { Polling } from './delivery/polling.ts';
import { Webhooks } from './delivery/webhooks.ts';
import { EventBus } from './events.ts';
import { registerBotApi, takeBotCall } from './http/bot-api.ts';
import { registerFiles } from './http/files.ts';
import { readBody } from './http/read-body.ts';
import { registerWebPage } from './http/web-page.ts';
import { Journal } from './journal.ts';
import { Faults } from './load/faults.ts';
import { FloodControl } from './load/flood-control.ts';
import { TELEGRAM_LIMITS, type Limits } from './load/limits.ts';
import { CallStats } from './load/stats.ts';
import { silentLog, type Log } from './log.ts';
import { createRandom } from './random.ts';
import { Store } from './store/store.ts';
import { watchCheckouts } from './world/payments.ts';
import { watchSubscriptions } from './world/subscriptions.ts';
import { parseUpdate } from './world/updates.ts';
import type { UpdateRecord } from './world/types.ts';
import { openState, type OpenState } from './store/world-file.ts';
import { resumePolls } from './world/polls.ts';
import { parseBox, World, type FileBytes } from './world/world.ts';

const STOP_MS = 2_000;

/** Telegram's 50 MB and what a form adds to them. */
const LARGEST_BODY = 52 * 1024 * 1024;
/** 2000 MB, and what a form adds to them. */
const LARGEST_LOCAL_BODY = 2002 * 1024 * 1024;
/** Long queries are part of it. */
/** Longer than clients keep a connection, so that it is not closed under their next request. */
const KEEP_ALIVE_MS = 72_000;
const LARGEST_HEADERS = 256 * 1024;

export interface SimulatorOptions {
  /** Address to listen on; loopback unless told otherwise. */
  host?: string;
  /** 0 or absent: any free port. */
  port?: number;
  /** Folder in which the world is kept; without it, it lives in memory only. */
  stateDir?: string;
  log?: Log;
  /** Folder of the built web chat, served at `/`. */
  webDir?: string;
  /** Refuse webhook addresses as Telegram does (no http, no loopback). */
  strictWebhookUrl?: boolean;
  /**
   * Behave as a server in local mode: files of any size up to 2000 MB, `file://` addresses, paths in place of
   * downloads, webhooks at any address, up to 100,000 connections of a webhook.
   */
  local?: boolean;
  limits?: Partial<Limits>;
  /** Makes ids and chances repeatable. */
  seed?: number;
}

export interface Simulator {
  start(): Promise<{ url: string; port: number }>;
  /** Answers waiting calls, ends deliveries and closes; connections that stay open longer are cut. */
  stop(options?: { deadlineMs?: number }): Promise<void>;
  readonly world: World;
}

/**
 * A local Telegram Bot API server with virtual people, a clock and faults. Several can run in one process: each has its own
 * world, port, clock and limits. Its world is empty, or with `stateDir` the one that was left there.
 *
 * @throws SimulatorStateError from `start`, when the folder is in use, damaged or cannot be written
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const log = options.log ?? silentLog;
  const clock = new VirtualClock();
  const store = new Store();
  const world = new World({
    store,
    clock,
    random: createRandom(options.seed ?? randomInt(2 ** 31)),
    events: new EventBus(Date.now() * 1000),
    files: memoryFiles(),
  });
  const counters = new DeliveryCounters();
  const faults = new Faults();
  const isRepeated = (update: UpdateRecord): boolean => faults.isRepeated(update);
  const polling = new Polling(world, counters, { isRepeated });
  const stats = new CallStats(() => clock.seconds());
  const flood = new FloodControl(clock, { ...TELEGRAM_LIMITS, ...options.limits });
  const journal = new Journal();
  const local = options.local === true ? createLocalMode(world, options.stateDir) : undefined;
  const webhooks = new Webhooks({
    world,
    counters,
    log,
    isRepeated,
    isStrict: (options.strictWebhookUrl ?? false) && local === undefined,
    runMethod: async (bot, method, params) => {
      await pipeline.handle({
        token: bot.token,
        method,
        params,
        marker: undefined,
        signal: () => new AbortController().signal,
      });
    },
  });
  const pipeline = new Pipeline({ world, polling, webhooks, flood, faults, stats, journal, log, local });
  const context: ControlContext = {
    world,
    polling,
    webhooks,
    counters,
    flood,
    faults,
    stats,
    journal,
    reset: () => {
      webhooks.stop();
      polling.reset();
      store.clear();
      world.reindex();
      for (const part of [counters, flood, stats, journal]) part.reset();
      faults.clear();
      clock.set({ now: Date.now(), rate: 1, frozen: false });
      world.events.emit('reset', { kind: 'everybody' }, () => ({ reset: true }));
    },
  };
  world.onUpdate = (update) => {
    polling.notice(update.botId);
    webhooks.notice(update);
    const at = clock.now();
    journal.add((seq) => ({ seq, kind: 'update', bot_id: update.botId, at, update: parseUpdate(update) }));
  };
  let app: FastifyInstance | undefined;
  let state: OpenState | undefined;
  const release = (): void => {
    clock.stop();
    local?.stop();
    state?.close();
    state = undefined;
  };
  return {
    world,
    start: async () => {
      if (options.stateDir !== undefined) state = loadWorld(options.stateDir, world, stats);
      try {
        app = createServer(log, local === undefined ? LARGEST_BODY : LARGEST_LOCAL_BODY, pipeline);
        registerBotApi(app, pipeline);
        registerControl(app, context, log);
        registerStream(app, world, journal);
        registerFiles(app, world);
        await registerWebPage(app, options.webDir);
        const host = options.host ?? '127.0.0.1';
        await app.listen({ host, port: options.port ?? 0 });
        webhooks.startAll();
        watchCheckouts(world);
        watchSubscriptions(world);
        const { port } = addressOf(app);
        log.info({ port, stateDir: options.stateDir }, 'simulator started');
        return { url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`, port };
      } catch (error) {
        await app?.close();
        release();
        throw error;
      }
    },
    stop: async ({ deadlineMs = STOP_MS } = {}) => {
      webhooks.stop();
      polling.stop();
      const cut = setTimeout(() => app?.server.closeAllConnections(), deadlineMs);
      await app?.close();
      clearTimeout(cut);
      release();
    },
  };
}

/** Takes the world of an earlier process in, and lets all further changes be kept. */
function loadWorld(stateDir: string, world: World, stats: CallStats): OpenState {
  const { store, clock } = world;
  const state = openState(stateDir, store);
  world.files = state.files;
  world.reindex();
  const kept = store.tables.meta.get('clock');
  if (kept !== undefined) {
    const elapsedMs = kept['frozen'] === true ? 0 : (Date.now() - Number(kept['savedAt'])) * Number(kept['rate']);
    const now = Math.round(Number(kept['now']) + elapsedMs);
    clock.set({ now, rate: Number(kept['rate']), frozen: kept['frozen'] === true });
  }
  resumePolls(world);
  clock.onChange = () => store.tables.meta.put('clock', { ...clock.state(), savedAt: Date.now() });
  const marked = [...store.tables.message.values()].filter((message) => message.marker !== undefined);
  for (const message of marked.toSorted((a, b) => a.rev - b.rev)) {
    const address = parseBox(message.box);
    const chatId = address.kind === 'chat' ? address.chatId : address.userId;
    const text = message.content.kind === 'text' ? message.content.text : '';
    stats.noteMarker(message.from, String(chatId), text, message.marker ?? '');
  }
  store.useLog(state.log);
  return state;
}

function createServer(log: Log, bodyLimit: number, pipeline: Pipeline): FastifyInstance {
  const app = Fastify({
    bodyLimit,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
    serverFactory: (handler) =>
      createHttpServer(
        { maxHeaderSize: LARGEST_HEADERS, keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 },
        (call, answer) => {
          if (!takeBotCall({ pipeline, bodyLimit, log }, call, answer)) handler(call, answer);
        },
      ),
  });
  // Nobody shall take it for Telegram.
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-simulator', 'durabot');
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addContentTypeParser(
    'multipart/form-data',
    async (_request: unknown, payload: IncomingMessage) => await readBody(payload, bodyLimit),
  );
  app.setNotFoundHandler(async (_request, reply) => {
    await reply.code(404).send({ ok: false, error_code: 404, description: 'Not Found' });
  });
  app.setErrorHandler(async (error, _request, reply) => {
    const status = hasStatus(error) ? error.statusCode : 500;
    if (status >= 500) log.error({ err: error }, 'request failed by a defect of the simulator');
    const description =
      status === 413 ? 'Request Entity Too Large' : status < 500 ? 'Bad Request' : 'Internal Server Error';
    // What is left of the body is not read.
    if (status === 413) reply.header('connection', 'close');
    await reply.code(status).send({ ok: false, error_code: status, description });
  });
  return app;
}

function hasStatus(error: unknown): error is { statusCode: number } {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number';
}

function addressOf(app: FastifyInstance): AddressInfo {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address;
}

function memoryFiles(): FileBytes {
  const files = new Map<string, Buffer>();
  return {
    put: (sha, bytes) => {
      // A part of a large request would keep all of it in memory.
      const isMost = bytes.length * 2 > bytes.buffer.byteLength;
      files.set(sha, isMost ? bytes : Buffer.from(bytes));
    },
    get: (sha) => files.get(sha),
  };
}
