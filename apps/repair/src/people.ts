import type { NoticeReader } from '@durabot/kit';
import type { Database, Tx } from '@durabot/postgres';
import { type Clock, type DurableContext, languageOf, type Language } from '@durabot/runtime';
import type { User } from 'grammy/types';
import { findPerson, setPersonLanguage, upsertPerson, type Person, type SeenPerson } from './store/person-store.ts';

/** How somebody reads, whoever writes to them; undefined for who has never opened the bot. */
export function readerOf(zone: string): (tx: Tx, userId: number) => Promise<NoticeReader | undefined> {
  return async (tx, userId) => {
    const person = await findPerson(tx, userId);
    if (person === undefined) return undefined;
    return { language: person.language ?? languageOf(person.languageCode), zone: person.zone ?? zone };
  };
}

/** Who talks to the bot, remembered. */
export interface People {
  /** Notes that the sender of this update is there, in the update's commit, and says which language they read. */
  greet(ctx: DurableContext): Promise<Language>;
  /** Sets the sender's language, in the update's commit. */
  chooseLanguage(ctx: DurableContext, language: Language): Promise<void>;
}

/** How long a person read from the database is believed; another process may have changed them. */
const freshMs = 60_000;
/** How exact `last_seen_at` is: writing it with every update would cost each of them a transaction. */
const seenEveryMs = 3_600_000;
const mostRemembered = 10_000;

export function createPeople({ db, clock }: { readonly db: Database; readonly clock: Clock }): People {
  // Only what was read as committed is remembered, never what an attempt is about to write: it may be rolled back.
  const remembered = new Map<number, { person: Person; untilMs: number }>();

  const find = async (userId: number): Promise<Person | undefined> => {
    const known = remembered.get(userId);
    if (known !== undefined && known.untilMs > clock.nowMs()) return known.person;
    remembered.delete(userId);
    const person = await findPerson(db, userId);
    if (person === undefined) return undefined;
    if (remembered.size >= mostRemembered) forgetOldest(remembered);
    remembered.set(userId, { person, untilMs: clock.nowMs() + freshMs });
    return person;
  };

  const greet = async (ctx: DurableContext): Promise<Language> => {
    if (ctx.from === undefined || ctx.from.is_bot) return languageOf(ctx.from?.language_code);
    const seen = toSeen(ctx.from);
    const person = await find(seen.userId);
    const nowMs = clock.nowMs();
    if (person === undefined || hasChanged(person, seen) || nowMs - person.lastSeenAt.getTime() > seenEveryMs) {
      await upsertPerson(await ctx.durable.tx(), seen, new Date(nowMs));
      remembered.delete(seen.userId);
    }
    return person?.language ?? languageOf(seen.languageCode);
  };

  // The bot and its dialogs both ask; one update is greeted once.
  const greeted = new WeakMap<DurableContext, Promise<Language>>();
  return {
    greet: (ctx) => {
      const language = greeted.get(ctx) ?? greet(ctx);
      greeted.set(ctx, language);
      return language;
    },
    chooseLanguage: async (ctx, language) => {
      if (ctx.from === undefined) return;
      await setPersonLanguage(await ctx.durable.tx(), ctx.from.id, language);
      remembered.delete(ctx.from.id);
    },
  };
}

function toSeen(user: User): SeenPerson {
  return {
    userId: user.id,
    firstName: user.first_name,
    lastName: user.last_name,
    username: user.username,
    languageCode: user.language_code,
  };
}

function hasChanged(person: Person, seen: SeenPerson): boolean {
  return (
    person.firstName !== seen.firstName ||
    person.lastName !== seen.lastName ||
    person.username !== seen.username ||
    person.languageCode !== seen.languageCode
  );
}

function forgetOldest(remembered: Map<number, unknown>): void {
  // A map keeps the order of insertion.
  const oldest = remembered.keys().next();
  if (oldest.done !== true) remembered.delete(oldest.value);
}
