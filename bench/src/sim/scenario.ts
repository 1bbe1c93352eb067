import type { Costs } from './costs.ts';

/** What is simulated. */
export interface Scenario {
  readonly costs: Costs;
  /** Of the machine of the processes. */
  readonly cores: number;
  /** Of a machine that the database has to itself; without, it shares that of the processes. */
  readonly databaseCores?: number;
  readonly processes: number;
  readonly bots: number;
  /** Whether Telegram's limits hold. */
  readonly limits: boolean;
  /** How long Telegram takes for an answer. */
  readonly telegramMs: number;
  /** To the database and back, besides what is measured on one machine. */
  readonly networkMs: number;
  /** How many chats a process handles at once, and how many calls of a bot may be under way. */
  readonly concurrency: number;
  readonly sendConcurrency: number;
  readonly arrivals: Arrivals;
  /** To so many chats of each bot, from the beginning on. */
  readonly broadcastRecipients?: number;
  /** Whether people and Telegram take their part of the processor, as in a bench. */
  readonly peopleOnMachine?: boolean;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly seed: number;
}

export type Arrivals =
  /** People write at random moments, all bots together so often, whether they have answers or not. */
  | {
      readonly kind: 'open';
      readonly perSecond: number;
      readonly people: number;
      /** All in groups of so many people, which have limits of their own. */
      readonly groupSize?: number;
    }
  /** Each person writes again as soon as an answer is there. */
  | { readonly kind: 'closed'; readonly people: number };

/** What can be the first to be used up. */
export type Resource = 'Node' | 'database' | 'processor' | 'Telegram';

export interface Outcome {
  readonly offeredPerS: number;
  /** Answers that have left. */
  readonly perS: number;
  /** From an update's arrival until the request with its answer is at Telegram. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Until Telegram has answered, and the person reads. */
  readonly deliveredP50Ms: number;
  readonly deliveredP99Ms: number;
  readonly statementsPerUpdate: number;
  readonly botUs: number;
  readonly databaseUs: number;
  /** How much of each is used, 1 being all: the busiest process, the database's cores, the machine's, the busiest bot's limit. */
  readonly use: Readonly<Record<Resource, number>>;
  /** The one that is used most: the first limit. */
  readonly first: Resource;
  /** Updates that came and are not answered at the end; many when there is more load than can be taken. */
  readonly waiting: number;
  /** Broadcast messages that left in each second, all bots together. */
  readonly broadcastPerS: number;
}
