import type { Sql } from '@durabot/postgres';

/** A column that still holds a word. */
export interface Residue {
  readonly table: string;
  readonly column: string;
  readonly rows: number;
}

/**
 * Searches every column of text, JSON, arrays and bytes in some schemas for words, letter case aside: a name, the digits of
 * a phone. It reads whole tables, so it is for tests and for an operator who wants to be sure, not for every day.
 */
export async function findResidue(sql: Sql, schemas: readonly string[], words: readonly string[]): Promise<Residue[]> {
  const { rows: columns } = await sql.query<{ table: string; column: string; from: string; what: string }>(
    `select format('%s.%s', c.table_schema, c.table_name) as "table", c.column_name as "column",
       format('%I.%I', c.table_schema, c.table_name) as "from",
       case when c.data_type = 'bytea'
         then format('encode(%I, ''escape'')', c.column_name)
         else format('%I::text', c.column_name)
       end as what
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema = any ($1)
       and c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'xml', 'ARRAY', 'bytea', 'USER-DEFINED')
     order by c.table_schema, c.table_name, c.ordinal_position`,
    [schemas],
  );
  // A database in the locale C knows no small letters but a to z: there a word is found as it is written.
  const wanted = words.filter((word) => word !== '').flatMap((word) => [word, word.toLowerCase()]);
  const found: Residue[] = [];
  for (const { table, column, from, what } of columns) {
    const { rows } = await sql.query<{ count: number }>(
      `select count(*) as count from ${from}
       where exists (select 1 from unnest($1::text[]) as word where position(word in lower(${what})) > 0
         or position(word in ${what}) > 0)`,
      [wanted],
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) found.push({ table, column, rows: count });
  }
  return found;
}
