import { ConfigError } from './errors.ts';

/** The parts of a database's address. */
export interface DatabaseAddress {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** Writes an address as a URL; every character is allowed in the password. */
export function databaseUrl({ host, port, user, password, database }: DatabaseAddress): string {
  const encode = encodeURIComponent;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return `postgresql://${encode(user)}:${encode(password)}@${shownHost}:${port}/${encode(database)}`;
}

/**
 * Brings a URL that a person wrote into the form the driver reads rightly: a password pasted with `@`, `#`, `/`, `?` or
 * `%` in it is understood, as everything before the last `@` belongs to it.
 *
 * @throws ConfigError without the URL in its message, as that holds the password
 */
export function normalizeDatabaseUrl(url: string): string {
  const match = /^(?<scheme>postgres(?:ql)?):\/\/(?:(?<person>.*)@)?(?<rest>[^@]*)$/s.exec(url.trim());
  const rest = match?.groups?.['rest'];
  if (match === null || rest === undefined) throw invalidUrl();
  const person = match.groups?.['person'];
  const prefix = person === undefined ? '' : `${normalizePerson(person)}@`;
  const normalized = `postgresql://${prefix}${rest}`;
  // A URL without a host (a socket named in `?host=`) is legal for the driver, though not for the WHATWG parser.
  if (rest !== '' && !rest.startsWith('/') && !URL.canParse(normalized)) throw invalidUrl();
  return normalized;
}

/** Names a database for logs and messages: host, port and database, never the password. */
export function describeDatabaseUrl(url: string): string {
  const rest = normalizeDatabaseUrl(url).replace(/^postgresql:\/\/(?:.*@)?/s, '');
  return rest.replace(/[?#].*$/s, '');
}

function normalizePerson(person: string): string {
  const colon = person.indexOf(':');
  if (colon === -1) return encodeOnce(person);
  return `${encodeOnce(person.slice(0, colon))}:${encodeOnce(person.slice(colon + 1))}`;
}

/** Encodes what is raw and leaves alone what is already encoded. */
function encodeOnce(text: string): string {
  const wellFormed = !/%(?![0-9a-f]{2})/i.test(text);
  if (!wellFormed) return encodeURIComponent(text);
  try {
    return encodeURIComponent(decodeURIComponent(text));
  } catch {
    return encodeURIComponent(text);
  }
}

function invalidUrl(): ConfigError {
  return new ConfigError(
    'DATABASE_URL_INVALID',
    'DATABASE_URL is not an address of the form postgresql://user:password@host:5432/database.',
  );
}
