import type { Sql, Tx } from '@durabot/postgres';
import { sqlJson } from '@durabot/runtime';
import { parseShareScheme, type ShareScheme } from '../domain/money/share-scheme.ts';

/** A scheme with its name, and whose it is. */
export interface NamedScheme {
  readonly id: number;
  readonly name: string;
  readonly scheme: ShareScheme;
  readonly masters: readonly { readonly userId: number; readonly name: string }[];
}

/** All schemes, by name. */
export async function listSchemes(sql: Sql): Promise<NamedScheme[]> {
  const { rows } = await sql.query<{
    id: number;
    name: string;
    rules: unknown;
    masters: { userId: number; name: string }[];
  }>(
    `select scheme.id, scheme.name, scheme.rules,
            (
              select coalesce(jsonb_agg(jsonb_build_object('userId', user_id, 'name', name) order by name), '[]')
              from repair.master
              where share_scheme_id = scheme.id and status <> 'fired'
            ) as masters
     from repair.share_scheme as scheme
     order by scheme.name, scheme.id`,
  );
  return rows.map(({ id, name, rules, masters }) => ({ id, name, scheme: parseShareScheme(rules), masters }));
}

export async function findScheme(sql: Sql, id: number): Promise<NamedScheme | undefined> {
  return (await listSchemes(sql)).find((scheme) => scheme.id === id);
}

/** Adds a scheme, or changes one. @returns its id; undefined when another one has the name */
export async function putScheme(
  tx: Tx,
  {
    id,
    name,
    scheme,
    at,
  }: { readonly id: number | undefined; readonly name: string; readonly scheme: ShareScheme; readonly at: Date },
): Promise<number | undefined> {
  if (id === undefined) {
    const { rows } = await tx.query<{ id: number }>(
      `insert into repair.share_scheme (name, rules, created_at)
       values ($1, $2::jsonb, $3)
       on conflict (name) do nothing
       returning id`,
      [name, sqlJson(scheme), at],
    );
    return rows[0]?.id;
  }
  const { rowCount } = await tx.query(
    `update repair.share_scheme
     set name = $2, rules = $3::jsonb
     where id = $1 and not exists (select from repair.share_scheme as other where other.name = $2 and other.id <> $1)`,
    [id, name, sqlJson(scheme)],
  );
  return rowCount === 1 ? id : undefined;
}

/** Gives a master a scheme; undefined: the usual one of each category. */
export async function giveScheme(tx: Tx, masterId: number, schemeId: number | undefined): Promise<void> {
  await tx.query('update repair.master set share_scheme_id = $2, rev = rev + 1 where user_id = $1', [
    masterId,
    schemeId ?? null,
  ]);
}
