/** A bot that is measured: ours, or one written on public libraries with the same dialog. */
export interface Contestant {
  readonly name: string;
  /** Its compiled program, relative to `dist`. */
  readonly file: string;
  readonly variant?: string;
  /** Where its dialogs are. */
  readonly keeps: 'postgres' | 'redis' | 'memory';
  /** Whether an update that it has confirmed survives the end of its process. */
  readonly durable: boolean;
  readonly about: string;
}

export const durabot: Contestant = {
  name: 'durabot',
  file: 'src/ours/durabot-bot.js',
  keeps: 'postgres',
  durable: true,
  about: 'this runtime, PostgreSQL with fsync',
};

/**
 * Behind how many queues of one worker each BullMQ does best: 16, 64, 128, 256 and 512 gave 297, 537, 632, 458 and 332 updates a
 * second with 500 people; medians of three interleaved rounds of 8 s on two busy cores, 2026-11-21.
 */
const bullmqQueues = '128';

/** Those that keep their dialogs. */
export const peers: readonly Contestant[] = [
  {
    name: 'grammy-sessions',
    file: 'peers/grammy-sessions.js',
    keeps: 'redis',
    durable: false,
    about: 'grammY, session plugin, Redis',
  },
  {
    name: 'grammy-conversations',
    file: 'peers/grammy-conversations.js',
    keeps: 'redis',
    durable: false,
    about: 'grammY, conversations plugin, Redis',
  },
  {
    name: 'telegraf-scenes',
    file: 'peers/telegraf-scenes.js',
    keeps: 'redis',
    durable: false,
    about: 'Telegraf, wizard scene, Redis',
  },
  {
    name: 'node-telegram-bot-api',
    file: 'peers/node-telegram-bot-api.js',
    keeps: 'redis',
    durable: false,
    about: 'node-telegram-bot-api, state in Redis by hand',
  },
  {
    name: 'grammy-bullmq',
    file: 'peers/grammy-bullmq.js',
    variant: bullmqQueues,
    keeps: 'redis',
    durable: true,
    about: `grammY behind BullMQ, ${bullmqQueues} queues of one worker each, Redis`,
  },
];

/** What a durable bot on PostgreSQL could reach at most. */
export const bound: Contestant = {
  name: 'bare-pipeline',
  file: 'peers/bare-pipeline.js',
  keeps: 'postgres',
  durable: true,
  about: 'the bound: a pipeline by hand on PostgreSQL with one commit per batch and nothing else, no bot to use',
};

/** What durability is compared with: nothing is kept anywhere. */
export const inMemory: Contestant = {
  name: 'grammy-memory',
  file: 'peers/grammy-sessions.js',
  variant: 'memory',
  keeps: 'memory',
  durable: false,
  about: 'grammY, session plugin, in memory',
};
