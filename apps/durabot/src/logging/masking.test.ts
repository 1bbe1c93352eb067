import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BotError, ConfigError, Secret } from '@durabot/bot-api';
import { createLog } from './log.ts';
import { secretsOf } from './secrets-of.ts';

const token = `123456789:${'Aa0_-'.repeat(7)}`;

/** What a logger with this level writes. */
function written(write: (log: ReturnType<typeof createLog>) => void, logLevel: 'info' | 'debug' = 'info'): string {
  let lines = '';
  write(createLog({ logLevel, logFormat: 'json' }, { sink: { write: (line) => (lines += line) } }));
  return lines;
}

test('no token gets through, whatever stands around it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(written((log) => log.info({ detail: `${before} ${token} ${after}` }, token))).not.toContain(token);
    }),
  );
});

test('what people wrote and who they are is hidden by the name of its field, at any depth', () => {
  const line = written((log) =>
    log.info(
      { update: { message: { text: 'my secret wish', from: { id: 7, first_name: 'Anna' } } }, chatId: 9 },
      'seen',
    ),
  );
  expect(line).not.toMatch(/wish|Anna/);
  expect(JSON.parse(line)).toMatchObject({ chatId: 9, update: { message: { text: '[hidden]', from: { id: 7 } } } });
});

test('fields bound to a logger are masked like those of a line', () => {
  expect(written((log) => log.child({ url: `http://x/bot${token}` }).info({}, 'bound'))).not.toContain(token);
});

test('a Secret stays one', () => {
  expect(written((log) => log.info({ given: new Secret('hush-hush') }, 'given'))).not.toContain('hush');
});

test('an error is one line with its code and its causes; where it arose, only when it was not planned', () => {
  const planned = new ConfigError('PORT_TAKEN', 'the port is taken', {
    cause: new BotError('BENEATH', 'beneath'),
  });
  const line = JSON.parse(written((log) => log.warn({ err: planned }, 'failed')));
  expect(line.err).toMatchObject({ code: 'PORT_TAKEN', message: 'the port is taken', cause: { message: 'beneath' } });
  expect(line.err.stack).toBeUndefined();

  const bug = JSON.parse(written((log) => log.error({ err: new TypeError('x is not a function') }, 'failed')));
  expect(bug.err.at).toMatch(/masking\.test\.ts:\d+/);
  expect(bug.err.stack).toBeUndefined();
});

test('at debug an error has its stack', () => {
  const line = JSON.parse(written((log) => log.error({ err: new Error('x') }, 'failed'), 'debug'));
  expect(line.err.stack).toContain('masking.test.ts');
});

test('what has no end is cut', () => {
  const ring: Record<string, unknown> = {};
  ring['self'] = ring;
  expect(written((log) => log.info({ ring }, 'seen'))).toContain('[deep]');
});

test('no value and no name of a field, no message and no error can forge a line or act on a terminal', () => {
  const hostile = 'a\r\n{"level":"error","msg":"forged"}\u001b[2J\u009b1m\u2028\u202eb\u0000';
  const error = Object.assign(new Error(hostile), { name: hostile, code: hostile });
  const write = (log: ReturnType<typeof createLog>): void =>
    log.child({ bound: hostile }).error({ detailed: hostile, [hostile]: 1, deep: [{ hostile }], err: error }, hostile);
  for (const text of [written(write), written(write, 'debug')]) {
    const lines = text.split('\n').slice(0, -1);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', msg: expect.stringContaining('forged') });
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    expect(lines[0]).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
  }
});

test('lines for eyes are lines as well', () => {
  let lines = '';
  const log = createLog({ logLevel: 'info', logFormat: 'pretty' }, { sink: { write: (line) => (lines += line) } });
  log.info({ value: 'a\nERROR: forged\u001b[2J' }, 'seen\nERROR: forged');
  expect(lines.trimEnd().split('\n')).toHaveLength(1);
  expect(lines).not.toContain('\u001b');
});

test('whatever nests the names of its fields, nothing of a person is written, and ids are', () => {
  const field = fc.constantFrom(
    'first_name',
    'last_name',
    'username',
    'title',
    'text',
    'caption',
    'phone_number',
    'address',
    'data',
  );
  const wrap = fc.array(fc.constantFrom('update', 'message', 'from', 'chat', 'user', 'entries'), { maxLength: 2 });
  fc.assert(
    fc.property(field, wrap, fc.constantFrom('Олена Кравець', 'вул. Довга 5', '0671234567'), (name, path, value) => {
      const leaf: unknown = { id: 4242, [name]: value };
      const nested = path.reduceRight<unknown>((inner, key) => ({ [key]: key === 'entries' ? [inner] : inner }), leaf);
      const line = written((log) => log.info({ nested }, 'seen'));
      expect(line).not.toContain(value);
      expect(line).toContain('4242');
    }),
  );
});

test('a secret is taken out in every form in which it may be met', () => {
  const password = 'p@ss:w/rd#"%';
  const secrets = secretsOf([new Secret(`postgresql://bot:${password}@db/durabot`), new Secret('hush-hush-42')]);
  let lines = '';
  const log = createLog(
    { logLevel: 'info', logFormat: 'json' },
    { secrets, sink: { write: (line) => (lines += line) } },
  );
  log.info({ one: `pw ${password}`, two: encodeURIComponent(password), three: 'hush-hush-42' }, 'tried hush-hush-42');
  expect(lines).not.toMatch(/p@ss|p%40ss|hush/);
  expect(JSON.parse(lines)).toMatchObject({ one: 'pw [secret]', three: '[secret]' });
});
