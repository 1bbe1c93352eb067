import type { Actions, Cards, Notifier } from '@durabot/kit';
import type { Database, Log } from '@durabot/postgres';
import type { Clock, DurableContext, Ids, Language } from '@durabot/runtime';
import type { RepairSettings } from './config.ts';
import type { DeskPolicy } from './domain/sla.ts';
import type { People } from './people.ts';
import type { Roles } from './roles.ts';
import type { Transcripts } from './scenes/voice/transcripts.ts';
import type { Company } from './store/company-settings.ts';
import type { Texts } from './texts.ts';
import type { OrderUseCases } from './use-cases/order-use-cases.ts';

/** The bot's name in the runtime. */
export const runtimeName = 'repair';

/** What every handler and dialog of the bot works with. */
export interface Desk {
  /** For reads outside the update's commit; writes go through `ctx.durable.tx()`. */
  readonly db: Database;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: RepairSettings;
  readonly roles: Roles;
  readonly people: People;
  /** Buttons that the server remembers. */
  readonly actions: Actions<RepairContext>;
  /** Messages that follow an order. */
  readonly cards: Cards;
  readonly notifier: Notifier;
  /** Everything that can be done to an order. */
  readonly orders: OrderUseCases;
  /** What administrators set while the bot runs. */
  readonly company: Company;
  /** Where the bytes of files are. */
  readonly filesDir: string;
  /** The desk's calendar. */
  readonly policy: DeskPolicy;
  /** The words of voice messages; without it people are asked to type them. */
  readonly transcripts?: Transcripts | undefined;
}

/** What the bot's first middleware adds to a context. */
interface RepairFlavor {
  language: Language;
  words: Texts;
}

export type RepairContext = DurableContext & RepairFlavor;
