import { expect, test } from 'vitest';
import { statementName } from './statement-name.ts';

test('a statement is known by what it writes and reads, not by its helpers', () => {
  const text =
    'with fence as ( select id from durabot.fence for key share ), gone as ( delete from durabot.inbox where id = $1 ) ' +
    'insert into durabot.outbox (id) select r.id from json_to_recordset($2) as r(id bigint) join fence on true';
  expect(statementName(text)).toBe('delete from durabot.inbox, insert into durabot.outbox, from durabot.fence');
  expect(statementName('update note set seen = true from other')).toBe('update note, from other');
});

test('a statement without tables is itself', () => {
  expect(statementName('select 1 as needless')).toBe('select 1 as needless');
});
