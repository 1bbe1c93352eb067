import * as z from 'zod';
import { roles } from '@durabot/runtime';
import { productNames, repairProduct } from '../products.ts';
import {
  botToken,
  keysAndValues,
  listOf,
  masterKeys,
  oneOf,
  onOff,
  randomSecret,
  redisUrl,
  secretText,
  share,
  webAddress,
  wholeNumber,
} from './readers.ts';
import { setting } from './setting.ts';

const server = 'Where it listens';
const storage = 'What it keeps, and where';
const bots = 'Bots and Telegram';
const running = 'How it runs';
const watching = 'Who is told of errors and traces';
const forTests = 'For tests only';

/** The settings of the program itself, by the name of their variable. */
const ownSettings = {
  PORT: setting(
    {
      group: server,
      comment: 'Health, metrics, webhooks and the status page; 0 takes any free port.',
      default: '8080',
    },
    wholeNumber(0, 65_535),
  ),
  SIMULATOR_PORT: setting(
    {
      group: server,
      comment: "The built-in simulator's Bot API and web chat; 0 takes any free port.",
      default: '8081',
    },
    wholeNumber(0, 65_535),
  ),
  HOST: setting(
    { group: server, comment: 'The address both listen on. 0.0.0.0 opens them to the network.', default: '127.0.0.1' },
    z.string(),
  ),

  DATA_DIR: setting(
    { group: storage, comment: 'The embedded database, files and the state of the simulator.', default: '.durabot/' },
    z.string(),
  ),
  DATABASE_URL: setting(
    {
      group: storage,
      comment:
        'A PostgreSQL 15 or newer, postgresql://user:password@host:5432/database. Without it an embedded one runs in DATA_DIR.',
      secret: true,
    },
    secretText(/^postgres(?:ql)?:\/\/./, 'must begin with postgresql://'),
  ),
  DATABASE_POOL: setting(
    { group: storage, comment: 'The most connections this process opens.', default: '10' },
    wholeNumber(3, 500),
  ),
  REDIS_URL: setting(
    {
      group: storage,
      comment:
        'A Redis, redis://user:password@host:6379/0, or rediss:// for TLS: shows open dialogs under fsm:*, and carries what processes share. It may be away or lose everything at any time; nothing hangs on it. Without it nothing is missing but that.',
      secret: true,
    },
    redisUrl,
  ),
  FSM_STORAGE: setting(
    {
      group: storage,
      comment:
        'Where open dialogs are read. postgres: in the database. redis: in Redis first, as far as it agrees with the database. memory: only in this process, so that they end with it; for throw-away runs.',
      default: 'postgres',
    },
    oneOf('postgres', 'redis', 'memory'),
  ),
  FILES_DIR: setting(
    {
      group: storage,
      comment:
        'Photos, papers and exports, by the hash of their content; all processes need the same folder. In DATA_DIR when absent.',
    },
    z.string(),
  ),
  MASTER_KEYS: setting(
    {
      group: storage,
      comment:
        'What keys of encrypted fields are wrapped with: 2026-11:BASE64 with 32 random bytes, the current one first, older ones after commas as long as they are needed. Made once and kept in DATA_DIR when absent.',
      secret: true,
    },
    masterKeys,
  ),
  LOOKUP_SECRET: setting(
    {
      group: storage,
      comment:
        'What hashes are made with by which phones are found: 32 random bytes in Base64. It must never change. Made once and kept in DATA_DIR when absent.',
      secret: true,
    },
    randomSecret,
  ),

  BOTS: setting(
    {
      group: bots,
      comment: `The bots to run, separated by commas: ${productNames.join(', ')}.`,
      default: productNames.join(','),
    },
    listOf(...productNames),
  ),
  BOT_TOKEN_REPAIR: setting(
    {
      group: bots,
      comment: "Repair's token from @BotFather. With no token at all the built-in simulator stands for Telegram.",
      secret: true,
      aliases: ['BOT_TOKEN', 'TELEGRAM_TOKEN'],
    },
    botToken,
  ),
  TELEGRAM_API_ROOT: setting(
    {
      group: bots,
      comment: 'Where the Bot API answers, for a Bot API server of your own.',
      default: 'https://api.telegram.org',
    },
    webAddress,
  ),
  SIMULATOR: setting(
    {
      group: bots,
      comment:
        'auto: the built-in simulator runs when no token is set. on: always, for bots with a token too. off: never.',
      default: 'auto',
    },
    oneOf('auto', 'on', 'off'),
  ),
  DEMO: setting(
    {
      group: bots,
      comment: 'on: an empty database with the built-in simulator begins with demo people and their roles.',
      default: 'on',
    },
    onOff,
  ),
  DEPLOYMENT_MODE: setting(
    {
      group: bots,
      comment: 'local: long polling. webhook, render: webhooks. auto: webhooks when WEBHOOK_URL is set.',
      default: 'auto',
    },
    oneOf('auto', 'local', 'webhook', 'render'),
  ),
  WEBHOOK_URL: setting(
    {
      group: bots,
      comment: 'The public https address of PORT; each bot adds /telegram/<name> to it.',
      aliases: ['RENDER_EXTERNAL_URL'],
    },
    webAddress,
  ),
  WEBHOOK_SECRET: setting(
    {
      group: bots,
      comment: 'What Telegram has to send with each webhook. Made once and kept in DATA_DIR when absent.',
      secret: true,
    },
    secretText(/^[\w-]{16,256}$/, 'must have 16 to 256 letters, digits, _ or -'),
  ),

  ROLES: setting(
    {
      group: running,
      comment:
        'What this process does: ingress, workers, sender, scheduler. Any number of processes share one database; some process must do each part.',
      default: roles.join(','),
    },
    listOf(...roles),
  ),
  SEND_CONCURRENCY: setting(
    {
      group: running,
      comment:
        "The most Bot API calls of one bot that are under way at once; what may leave in a second is this by the answer's time. Telegram's limits hold whatever it is.",
      default: '100',
    },
    wholeNumber(1, 1_000),
  ),
  STOP_DEADLINE_SECONDS: setting(
    {
      group: running,
      comment: 'How long work in hand may take after SIGTERM or SIGINT.',
      unit: 'seconds',
      default: '10',
    },
    wholeNumber(1, 3600),
  ),
  LOG_LEVEL: setting(
    { group: running, comment: 'error, warn, info, debug, trace or silent.', default: 'info' },
    oneOf('silent', 'error', 'warn', 'info', 'debug', 'trace'),
  ),
  LOG_FORMAT: setting(
    {
      group: running,
      comment: 'json: one object a line. pretty: for eyes. auto: pretty on a terminal.',
      default: 'auto',
    },
    oneOf('auto', 'json', 'pretty'),
  ),
  DEV_MODE: setting(
    { group: running, comment: 'on: LOG_LEVEL is at least debug, and errors carry where they arose.', default: 'off' },
    onOff,
  ),

  SENTRY_DSN: setting(
    {
      group: watching,
      comment:
        'The DSN of a Sentry project: errors go there as the log has them, masked, with no message of anybody. Without it nothing is sent.',
      secret: true,
    },
    secretText(
      /^https?:\/\/\w+(?::\w+)?@[^\s/@]+\/(?:\S*\/)?\d+$/,
      'must look like https://key@host/42, as Sentry gives it',
    ),
  ),
  SENTRY_ENVIRONMENT: setting(
    { group: watching, comment: 'What Sentry calls this installation.', default: 'production' },
    z.string().regex(/^[^\s/]{1,64}$/, 'must be one word'),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    {
      group: watching,
      comment:
        'An OpenTelemetry collector, http://host:4318: gets one trace for each update, from its arrival to its answers, by OTLP over HTTP. Without it nothing is measured.',
    },
    webAddress,
  ),
  OTEL_EXPORTER_OTLP_HEADERS: setting(
    { group: watching, comment: 'Headers for the collector: name=value, separated by commas.', secret: true },
    keysAndValues,
  ),
  OTEL_SERVICE_NAME: setting(
    { group: watching, comment: 'What traces call this program.', default: 'durabot' },
    z.string(),
  ),
  OTEL_TRACES_SAMPLER_ARG: setting(
    {
      group: watching,
      comment: 'The share of updates that are traced, 0 to 1; the same ones in every process.',
      default: '1',
    },
    share,
  ),
};

const testSettings = {
  CLIENT_MARKER: setting(
    {
      group: forTests,
      comment: 'on: each request to the Bot API says which call it is, for a simulator to find repeats.',
      default: 'off',
    },
    onOff,
  ),
  PACING: setting(
    { group: forTests, comment: "off: calls are not held back to Telegram's limits.", default: 'on' },
    onOff,
  ),
};

/** The settings of the program itself. */
export const programSchema = z.object({ ...ownSettings, ...testSettings });

/** The settings that a bot declares itself, by its name. */
export const productSchemas = { repair: repairProduct.settingsSchema };

/** Every setting there is, by the name of its variable, with the heading under which a bot's own are listed. */
export const allSettings: readonly { name: string; schema: z.ZodType; group: string }[] = [
  ...listed(ownSettings, ''),
  ...listed(productSchemas.repair.in.shape, 'Repair'),
  ...listed(testSettings, ''),
];

function listed(shape: Readonly<Record<string, z.ZodType>>, group: string) {
  return Object.entries(shape).map(([name, schema]) => ({ name, schema, group }));
}
