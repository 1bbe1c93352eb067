import type { JournalEntry } from '../../api/tools.ts';

/** The call as a command for a shell, to send it again by hand. */
export function curlOf(origin: string, token: string, entry: Pick<JournalEntry, 'method' | 'request'>): string {
  const address = `${origin}/bot${token}/${entry.method ?? ''}`;
  const parameters = Object.entries(entry.request ?? {}).map(
    ([name, value]) =>
      `  --data-urlencode ${quoted(`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)}`,
  );
  return [`curl ${quoted(address)}`, ...parameters].join(' \\\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
