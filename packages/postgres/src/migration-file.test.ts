import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from 'vitest';

import { parseMigration, readMigrations, splitStatements } from './migration-file.ts';

const text = '-- why it is\n\n-- up\ncreate table a (id bigint);\n\n-- down\ndrop table a;\n';

test('a migration has a head, a part up and a part down', () => {
  const migration = parseMigration('runtime', '/m/0007_outbox_priority.sql', text);
  expect(migration).toMatchObject({
    set: 'runtime',
    number: 7,
    name: 'outbox_priority',
    up: 'create table a (id bigint);',
    down: 'drop table a;',
    transactional: true,
  });
});

function checksumOf(content: string): string {
  return parseMigration('a', '/m/0001_a.sql', content).checksum;
}

test('line ends that Git changed are no edit, a changed letter is', () => {
  expect(checksumOf(text.replaceAll('\n', '\r\n'))).toBe(checksumOf(text));
  expect(checksumOf(text.replace('why', 'Why'))).not.toBe(checksumOf(text));
});

test('the mark for "no transaction" counts in the head only', () => {
  const marked = parseMigration('a', '/m/0001_a.sql', `-- no transaction\n${text}`);
  const commented = parseMigration('a', '/m/0001_a.sql', `${text}-- no transaction\n`);
  expect([marked.transactional, commented.transactional]).toEqual([false, true]);
});

test.each([
  ['1_a.sql', text, /0007_outbox_priority/],
  ['0001_a.sql', '-- up\nselect 1;\n', /"-- down" is missing/],
  ['0001_a.sql', '-- down\n-- up\n', /"-- down" stands before/],
  ['0001_a.sql', '-- up\n-- up\n-- down\n', /more than once/],
  ['0001_a.sql', `select 1;\n${text}`, /stands before "-- up"/],
])('%s is refused with its name when it is malformed: %j', (name, content, message) => {
  expect(() => parseMigration('a', `/m/${name}`, content)).toThrow(message);
  expect(() => parseMigration('a', `/m/${name}`, content)).toThrow(name);
});

test.each([
  [['0001_a.sql', '0003_c.sql'], /0003_c\.sql.*2 comes next/],
  [['0001_a.sql', '0001_b.sql'], /0001_b\.sql.*2 comes next/],
  [['0002_b.sql'], /0002_b\.sql.*1 comes next/],
])('the numbers %j are refused', async (names, message) => {
  const folder = await mkdtemp(join(tmpdir(), 'durabot-migrations-'));
  try {
    await Promise.all(names.map((name) => writeFile(join(folder, name), text)));
    await expect(readMigrations({ name: 'a', directory: pathToFileURL(folder) })).rejects.toThrow(message);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('statements outside a transaction are taken apart at line ends, comments are none', () => {
  expect(splitStatements(`-- one\nselect ';' ;\nselect\n  2; -- two\n-- end\n`)).toEqual([
    `-- one\nselect ';'`,
    'select\n  2',
  ]);
});
