import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '@durabot/bot-api';
import { createLog } from './log.ts';

const token = `123456789:${'Aa0_-'.repeat(7)}`;

/** What a logger with this level writes. */
function written(write: (log: ReturnType<typeof createLog>) => void, logLevel: 'info' | 'debug' = 'info'): string {
  let lines = '';
  write(createLog({ logLevel, logFormat: 'json' }, { write: (line) => (lines += line) }));
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
  const planned = Object.assign(new Error('the port is taken', { cause: new Error('beneath') }), {
    code: 'PORT_TAKEN',
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
