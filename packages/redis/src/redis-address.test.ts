import { expect, test } from 'vitest';
import { describeRedis, parseRedisUrl } from './redis-address.ts';

test.each([
  ['redis://localhost', { host: 'localhost', port: 6379, database: 0, tls: false, password: undefined }],
  ['redis://cache:6380/3', { host: 'cache', port: 6380, database: 3 }],
  ['redis://cache:80/', { host: 'cache', port: 80, database: 0 }],
  ['rediss://[::1]:6379/1', { host: '::1', port: 6379, database: 1, tls: true }],
  ['redis://:secret@cache', { username: undefined, password: 'secret' }],
  ['redis://secret@cache', { username: undefined, password: 'secret' }],
  ['redis://bot:secret@cache', { username: 'bot', password: 'secret' }],
])('%s is understood', (url, parts) => {
  expect(parseRedisUrl(url)).toMatchObject(parts);
});

test.each(['p@ss', 'a/b', 'a#b', 'a?b', '100%', 'a:b', 'p%40ss'])(
  'the password %s is understood as it is',
  (password) => {
    expect(parseRedisUrl(`redis://:${password}@cache:6379/0`)).toMatchObject({
      host: 'cache',
      password: password === 'p%40ss' ? 'p@ss' : password,
    });
  },
);

test.each(['', 'redis://', 'http://cache', 'cache:6379', 'redis://cache/x', 'redis://:secret@', 'redis://a b'])(
  '"%s" is no address',
  (url) => {
    expect(parseRedisUrl(url)).toBeUndefined();
  },
);

test('a description holds no password', () => {
  const address = parseRedisUrl('redis://bot:secret@[::1]:7000/2');
  expect(address === undefined ? '' : describeRedis(address)).toBe('[::1]:7000/2');
});
