/** The parts of a Redis server's address. */
export interface RedisAddress {
  tls: boolean;
  host: string;
  port: number;
  /** The number of the logical database. */
  database: number;
  username: string | undefined;
  password: string | undefined;
}

/**
 * Reads `redis://user:password@host:6379/0`, or `rediss://` for TLS. A password pasted with `@`, `#`, `/`, `?` or `%` in it
 * is understood, as everything before the last `@` belongs to it.
 *
 * @returns undefined when the text is no such address
 */
export function parseRedisUrl(url: string): RedisAddress | undefined {
  const match = /^(?<scheme>rediss?):\/\/(?:(?<person>.*)@)?(?<rest>[^@]*)$/s.exec(url.trim());
  const rest = match?.groups?.['rest'];
  if (match === null || rest === undefined || rest === '') return undefined;
  // A scheme that the WHATWG parser knows, so that it reads the host as one.
  const place = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : undefined;
  const database = /^\/?(?<number>\d{0,5})$/.exec(place?.pathname ?? '-')?.groups?.['number'];
  if (place === undefined || place.hostname === '' || database === undefined) return undefined;
  const { username, password } = readPerson(match.groups?.['person']);
  return {
    tls: match.groups?.['scheme'] === 'rediss',
    host: place.hostname.replace(/^\[|\]$/g, ''),
    // The parser drops the port that is usual for http.
    port: /:80(?:\/|$)/.test(rest) ? 80 : Number(place.port || 6379),
    database: Number(database),
    username,
    password,
  };
}

/** Names a server for logs and messages: never the password. */
export function describeRedis({ host, port, database }: RedisAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}

/** `user:password`, `:password`, or, as some platforms write it, the password alone. */
function readPerson(person: string | undefined): { username: string | undefined; password: string | undefined } {
  if (person === undefined || person === '') return { username: undefined, password: undefined };
  const colon = person.indexOf(':');
  if (colon === -1) return { username: undefined, password: decode(person) };
  const username = decode(person.slice(0, colon));
  return { username: username === '' ? undefined : username, password: decode(person.slice(colon + 1)) };
}

/** Decodes what is encoded and leaves alone what is raw. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
