/** Characters, so that a table can be read. */
const most = 110;

/**
 * What a statement does, for a table: the tables that it writes, then those that it only reads. Statements of one kind often
 * begin with the same words.
 */
export function statementName(text: string): string {
  const own = new Set([...text.matchAll(/(\w+) as (?:materialized |not materialized )?\(/g)].map(([, name]) => name));
  const found = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].flatMap(([, verb = '', table = '']) => (own.has(table) ? [] : [`${verb} ${table}`]));
  const writes = [...new Set(found(/\b(insert into|update|delete from) (?!set\b)([a-z_]+(?:\.[a-z_]+)?)/g))];
  const reads = [...new Set(found(/(?<!delete )\b(from|join) ([a-z_]+(?:\.[a-z_]+)?)(?![\w(])/g))];
  const written = new Set(writes.map(tableOf));
  const named = [...writes, ...reads.filter((read) => !written.has(tableOf(read)))].join(', ');
  const name = named === '' ? text : named;
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

function tableOf(named: string): string | undefined {
  return named.split(' ').at(-1);
}
