import { isAbsolute, join, resolve } from 'node:path';
import type { Secret } from '@durabot/bot-api';
import type { DialogStorageKind, Role } from '@durabot/runtime';
import type * as z from 'zod';
import type { ProductName } from '../products.ts';
import type { productSchemas, programSchema } from './schema.ts';

/** The settings as they are in the environment, each understood by itself. */
export type RawSettings = z.output<typeof programSchema>;

/** Repair's own settings. */
export type RepairSettings = z.output<(typeof productSchemas)['repair']>;

/** How updates come in. */
export type IngressMode = 'polling' | 'webhook';

/** What the program goes by. Frozen; made once at the start and passed on. */
export interface Settings {
  readonly port: number;
  readonly simulatorPort: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: Secret | undefined;
  readonly databasePool: number;
  readonly redisUrl: Secret | undefined;
  readonly dialogStorage: DialogStorageKind;
  /** Absolute. */
  readonly filesDir: string;
  readonly masterKeys: Secret | undefined;
  readonly lookupSecret: Secret | undefined;
  readonly bots: readonly ProductName[];
  readonly botTokens: Readonly<Record<ProductName, Secret | undefined>>;
  readonly telegramApiRoot: string;
  /** Whether the built-in simulator stands for Telegram. */
  readonly simulator: boolean;
  readonly demo: boolean;
  readonly ingress: IngressMode;
  /** Without the path of a bot; undefined when the built-in simulator delivers to this process. */
  readonly webhookUrl: string | undefined;
  readonly webhookSecret: Secret | undefined;
  readonly roles: readonly Role[];
  /** Bot API calls of one bot that are under way at once. */
  readonly sendConcurrency: number;
  readonly stopDeadlineMs: number;
  readonly logLevel: RawSettings['LOG_LEVEL'];
  readonly logFormat: RawSettings['LOG_FORMAT'];
  readonly sentryDsn: Secret | undefined;
  readonly sentryEnvironment: string;
  /** Undefined when no collector is named. */
  readonly tracing:
    | {
        /** Without `/v1/traces`. */
        readonly endpoint: string;
        readonly headers: Secret | undefined;
        readonly serviceName: string;
        /** Of all updates, 0 to 1. */
        readonly ratio: number;
      }
    | undefined;
  readonly clientMarker: boolean;
  readonly pacing: boolean;
  readonly repair: RepairSettings;
}

/** Telegram's own Bot API. */
export const telegram = 'https://api.telegram.org';

/** Faults between settings that are each right by themselves; one line each. */
export function crossCheck(raw: RawSettings): string[] {
  const faults: string[] = [];
  const builtIn = usesSimulator(raw);
  if (!builtIn && raw.BOT_TOKEN_REPAIR === undefined) {
    faults.push('BOT_TOKEN_REPAIR: is needed, as SIMULATOR=off leaves no other Telegram to serve');
  }
  if (raw.SIMULATOR === 'auto' && builtIn && raw.TELEGRAM_API_ROOT !== telegram) {
    faults.push('BOT_TOKEN_REPAIR: is needed by the server that TELEGRAM_API_ROOT names');
  }
  const webhook = raw.DEPLOYMENT_MODE === 'webhook' || raw.DEPLOYMENT_MODE === 'render';
  if (webhook && raw.WEBHOOK_URL === undefined && !builtIn) {
    faults.push(`WEBHOOK_URL: is needed with DEPLOYMENT_MODE=${raw.DEPLOYMENT_MODE}`);
  }
  if (raw.PORT !== 0 && raw.PORT === raw.SIMULATOR_PORT && builtIn) {
    faults.push('SIMULATOR_PORT: must be another port than PORT');
  }
  if (raw.FSM_STORAGE === 'redis' && raw.REDIS_URL === undefined) {
    faults.push('REDIS_URL: is needed with FSM_STORAGE=redis');
  }
  return faults;
}

/** Brings the settings into the words of the program. */
export function toSettings(raw: RawSettings, repair: RepairSettings): Settings {
  const simulator = usesSimulator(raw);
  return Object.freeze({
    port: raw.PORT,
    simulatorPort: raw.SIMULATOR_PORT,
    host: raw.HOST,
    dataDir: isAbsolute(raw.DATA_DIR) ? raw.DATA_DIR : resolve(raw.DATA_DIR),
    databaseUrl: raw.DATABASE_URL,
    databasePool: raw.DATABASE_POOL,
    redisUrl: raw.REDIS_URL,
    dialogStorage: raw.FSM_STORAGE,
    filesDir: resolve(raw.FILES_DIR ?? join(raw.DATA_DIR, 'files')),
    masterKeys: raw.MASTER_KEYS,
    lookupSecret: raw.LOOKUP_SECRET,
    bots: raw.BOTS,
    botTokens: Object.freeze({ repair: raw.BOT_TOKEN_REPAIR }),
    telegramApiRoot: raw.TELEGRAM_API_ROOT,
    simulator,
    demo: raw.DEMO,
    ingress: ingressOf(raw),
    webhookUrl: raw.WEBHOOK_URL,
    webhookSecret: raw.WEBHOOK_SECRET,
    roles: raw.ROLES,
    sendConcurrency: raw.SEND_CONCURRENCY,
    stopDeadlineMs: raw.STOP_DEADLINE_SECONDS * 1000,
    logLevel: raw.DEV_MODE && raw.LOG_LEVEL !== 'trace' ? 'debug' : raw.LOG_LEVEL,
    logFormat: raw.LOG_FORMAT,
    sentryDsn: raw.SENTRY_DSN,
    sentryEnvironment: raw.SENTRY_ENVIRONMENT,
    tracing: tracingOf(raw),
    clientMarker: raw.CLIENT_MARKER,
    pacing: raw.PACING,
    repair: Object.freeze(repair),
  });
}

function usesSimulator(raw: RawSettings): boolean {
  if (raw.SIMULATOR === 'auto') return raw.BOT_TOKEN_REPAIR === undefined;
  return raw.SIMULATOR === 'on';
}

function tracingOf(raw: RawSettings): Settings['tracing'] {
  if (raw.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return undefined;
  return Object.freeze({
    endpoint: raw.OTEL_EXPORTER_OTLP_ENDPOINT,
    headers: raw.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: raw.OTEL_SERVICE_NAME,
    ratio: raw.OTEL_TRACES_SAMPLER_ARG,
  });
}

function ingressOf(raw: RawSettings): IngressMode {
  switch (raw.DEPLOYMENT_MODE) {
    case 'local':
      return 'polling';
    case 'webhook':
    case 'render':
      return 'webhook';
    case 'auto':
      return raw.WEBHOOK_URL === undefined ? 'polling' : 'webhook';
  }
  return raw.DEPLOYMENT_MODE satisfies never;
}
