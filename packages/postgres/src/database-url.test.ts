import { assert, property, string } from 'fast-check';
import { Client } from 'pg';
import { expect, test } from 'vitest';

import { databaseUrl, describeDatabaseUrl, normalizeDatabaseUrl } from './database-url.ts';

/** What the driver makes of a URL. */
function readBack(url: string) {
  const { user, password, host, port, database } = new Client({ connectionString: normalizeDatabaseUrl(url) });
  return { user, password, host, port, database };
}

test('any password survives the way into a URL and back', () => {
  assert(
    property(string({ minLength: 1, unit: 'grapheme' }), (password) => {
      const address = { host: '127.0.0.1', port: 5432, user: 'u', password, database: 'd' };
      expect(readBack(databaseUrl(address))).toEqual(address);
    }),
  );
});

test.each(['p@ss', 'p#ss', 'p/ss', 'p?ss', 'p:ss', 'p%ss', '100%', '[x]', 'пароль', 'a b'])(
  'a password pasted as it is (%s) is understood',
  (password) => {
    expect(readBack(`postgres://bot:${password}@db.example:6543/bots`)).toEqual({
      user: 'bot',
      password,
      host: 'db.example',
      port: 6543,
      database: 'bots',
    });
  },
);

test('an encoded password is not encoded twice', () => {
  expect(readBack('postgresql://bot:p%40ss@db.example/bots').password).toBe('p@ss');
});

test.each(['', 'mysql://u:p@h/d', 'not a url', 'postgres://u:secret@bad host/d'])('%j is refused', (url) => {
  expect(() => normalizeDatabaseUrl(url)).toThrow(/DATABASE_URL/);
  expect(() => normalizeDatabaseUrl(url)).not.toThrow(/secret/);
});

test('the description for logs has neither user nor password', () => {
  expect(describeDatabaseUrl('postgres://bot:p@ss@db.example:6543/bots?sslmode=require')).toBe('db.example:6543/bots');
});
