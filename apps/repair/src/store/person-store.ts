import type { Sql, Tx } from '@durabot/postgres';
import { languages, type Language } from '@durabot/runtime';

/** What Telegram tells about a user with every update. */
export interface SeenPerson {
  readonly userId: number;
  readonly firstName: string;
  readonly lastName: string | undefined;
  readonly username: string | undefined;
  readonly languageCode: string | undefined;
}

export interface Person extends SeenPerson {
  /** Chosen by the person; undefined while Telegram's language code decides. */
  readonly language: Language | undefined;
  readonly zone: string | undefined;
  readonly lastSeenAt: Date;
}

export async function findPerson(sql: Sql, userId: number): Promise<Person | undefined> {
  return (await listPeople(sql, [userId]))[0];
}

/** Those of the users who have talked to the bot, in no promised order. */
export async function listPeople(sql: Sql, userIds: readonly number[]): Promise<Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `select user_id, first_name, last_name, username, language_code, language, zone, last_seen_at
     from repair.person
     where user_id = any($1::bigint[])`,
    [userIds],
  );
  return rows.map(toPerson);
}

/** People whom a part of their name or their username means, the latest seen first. */
export async function findPeopleByName(sql: Sql, name: string, limit: number): Promise<Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `select user_id, first_name, last_name, username, language_code, language, zone, last_seen_at
     from repair.person
     where concat_ws(' ', first_name, last_name) ilike '%' || $1 || '%' or username ilike $1
     order by last_seen_at desc, user_id
     limit $2`,
    [name.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`), limit],
  );
  return rows.map(toPerson);
}

/** Those who have talked to the bot and are no clients, the latest first, without some. */
export async function listVisitors(
  sql: Sql,
  { except, limit }: { readonly except: readonly number[]; readonly limit: number },
): Promise<Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `select user_id, first_name, last_name, username, language_code, language, zone, last_seen_at
     from repair.person
     where user_id <> all($1::bigint[])
       and not exists (select from repair.client where telegram_user_id = person.user_id)
     order by last_seen_at desc, user_id
     limit $2`,
    [except, limit],
  );
  return rows.map(toPerson);
}

/** Notes that a person is there, and what they are called now. Their chosen language stays. */
export async function upsertPerson(tx: Tx, seen: SeenPerson, at: Date): Promise<void> {
  await tx.query(
    `insert into repair.person (user_id, first_name, last_name, username, language_code, created_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $6, $6)
     on conflict (user_id) do update
     set first_name = excluded.first_name,
         last_name = excluded.last_name,
         username = excluded.username,
         language_code = excluded.language_code,
         last_seen_at = greatest(person.last_seen_at, excluded.last_seen_at)`,
    [seen.userId, seen.firstName, seen.lastName ?? null, seen.username ?? null, seen.languageCode ?? null, at],
  );
}

/** Sets the language a person has chosen. The person has to be known. */
export async function setPersonLanguage(tx: Tx, userId: number, language: Language): Promise<void> {
  await tx.query(
    `update repair.person
     set language = $2
     where user_id = $1`,
    [userId, language],
  );
}

interface PersonRow {
  user_id: number;
  first_name: string;
  last_name: string | null;
  username: string | null;
  language_code: string | null;
  language: string | null;
  zone: string | null;
  last_seen_at: Date;
}

function toPerson(row: PersonRow): Person {
  return {
    userId: row.user_id,
    firstName: row.first_name,
    lastName: row.last_name ?? undefined,
    username: row.username ?? undefined,
    languageCode: row.language_code ?? undefined,
    language: languages.find((language) => language === row.language),
    zone: row.zone ?? undefined,
    lastSeenAt: row.last_seen_at,
  };
}
