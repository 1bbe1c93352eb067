import { expect, test } from 'vitest';

import { parseAccounts } from './account.ts';
import { explainFileFault, explainServerFault, isPortTaken, isStillInUse } from './faults.ts';
import { parsePostmasterFile } from './postmaster-file.ts';

const where = { dataDir: '/data', logPath: '/data/server.log' };

test('a postmaster file is read as soon as its first lines are there', () => {
  const whole = '123\n/data/cluster\n1700000000\n5433\n\n127.0.0.1\n  1 2\nready   \n';
  expect(parsePostmasterFile(whole)).toEqual({ pid: 123, directory: '/data/cluster', port: 5433, ready: true });
  expect(parsePostmasterFile('123\n/data/cluster\n')).toMatchObject({ pid: 123, ready: false });
  expect(parsePostmasterFile('')).toBeUndefined();
});

test('accounts are read from lines of any system', () => {
  const text = 'root:x:0:0:root:/root:/bin/sh\n# a comment\nnobody:*:-2:-2:Unprivileged:/var/empty:/usr/bin/false\n';
  expect(parseAccounts(text)).toEqual([
    { name: 'root', uid: 0, gid: 0 },
    { name: 'nobody', uid: 4_294_967_294, gid: 4_294_967_294 },
  ]);
});

test.each([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EACCES', 'DATA_DIR_UNWRITABLE'],
  ['EROFS', 'DATA_DIR_UNWRITABLE'],
  ['ENOTDIR', 'DATA_DIR_UNUSABLE'],
])('the file system saying %s becomes %s with the directory in it', (code, expected) => {
  const explained = explainFileFault(Object.assign(new Error('no'), { code }), '/data');
  expect(explained).toMatchObject({ name: 'ConfigError', code: expected });
  expect(explained).toHaveProperty('message', expect.stringContaining('/data'));
});

test.each([
  ['initdb: error: could not write to file "x": No space left on device', 'DISK_FULL'],
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'DISK_FULL'],
  ['initdb: error: could not access directory "/data": Permission denied', 'DATA_DIR_UNWRITABLE'],
  ['FATAL:  could not open file "x": Read-only file system', 'DATA_DIR_UNWRITABLE'],
  [
    'FATAL:  database files are incompatible with server\nDETAIL: was initialized by PostgreSQL version 17',
    'DATABASE_VERSION',
  ],
  ['spawn /x/native/bin/initdb ENOENT', 'DATABASE_PROGRAM_UNUSABLE'],
  ['postgres: error while loading shared libraries: libxml2.so.2', 'DATABASE_PROGRAM_UNUSABLE'],
  ['', 'DATABASE_START_FAILED'],
])('the server saying %j becomes %s', (output, expected) => {
  const { code, message } = explainServerFault(output, where);
  expect(code).toBe(expected);
  expect(message).not.toContain('\n');
});

test('a taken port and a directory in use are told apart', () => {
  const port = 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use';
  const directory = 'FATAL:  lock file "postmaster.pid" already exists';
  expect([isPortTaken(port), isStillInUse(port)]).toEqual([true, false]);
  expect([isPortTaken(directory), isStillInUse(directory)]).toEqual([false, true]);
});
