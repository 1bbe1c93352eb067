import { expect, test } from 'vitest';
import { createConnectionCount, type Statement } from './statement-count.ts';
import { sumOf, tallyByText } from './tally.ts';

const body = (...texts: string[]): Buffer => Buffer.from(texts.map((text) => `${text}\0`).join(''));

function message(type: string, content: Buffer = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, content]);
}

const startup = message('', Buffer.from('user\0bot\0\0'));
const ready = message('Z', Buffer.from('I'));
const execution = [message('E', body('')), message('S')];

function connection(): { count: ReturnType<typeof createConnectionCount>; statements: Statement[] } {
  const statements: Statement[] = [];
  const count = createConnectionCount((statement) => statements.push(statement));
  count.fromClient(startup);
  count.fromServer(ready);
  return { count, statements };
}

test('a prepared statement is known by its text, and parsed the first time only', () => {
  const { count, statements } = connection();
  const bind = message('B', body('', 'find'));
  count.fromClient(Buffer.concat([message('P', body('find', 'select 1')), bind, ...execution]));
  count.fromServer(ready);
  count.fromClient(Buffer.concat([bind, ...execution]));
  count.fromServer(ready);
  expect(statements.map(({ text, isParsed }) => [text, isParsed])).toEqual([
    ['select 1', true],
    ['select 1', false],
  ]);
  expect(statements[0]?.sentBytes).toBe(statements[1]?.sentBytes);
});

test('statements that travel together are one round trip, and each gets its own answer', () => {
  const { count, statements } = connection();
  count.fromClient(Buffer.concat([message('Q', body('select 1')), message('Q', body('select 2'))]));
  expect(count.isIdle()).toBe(false);
  count.fromServer(ready);
  count.fromServer(Buffer.concat([message('D', Buffer.alloc(10)), ready]));
  expect(count.isIdle()).toBe(true);
  expect(statements.map(({ isRoundTrip }) => isRoundTrip)).toEqual([true, false]);
  expect(statements.map(({ receivedBytes }) => receivedBytes)).toEqual([6, 21]);
});

test('a message may come in any pieces', () => {
  const { count, statements } = connection();
  for (const byte of message('Q', body('select 1'))) count.fromClient(Buffer.from([byte]));
  expect(statements.map(({ text }) => text)).toEqual(['select 1']);
});

test('a block from begin on is one transaction, told apart by what it does', () => {
  const { count, statements } = connection();
  for (const text of ['begin', 'insert', 'update', 'commit', 'select 1']) {
    count.fromClient(message('Q', body(text)));
    count.fromServer(ready);
  }
  const tallies = tallyByText(statements);
  expect([...tallies.keys()]).toEqual(['begin (insert)', 'insert', 'update', 'commit (insert)', 'select 1']);
  expect(sumOf(tallies.values())).toMatchObject({ statements: 5, transactions: 2, roundTrips: 5, parses: 0 });
});
