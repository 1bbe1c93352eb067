import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@durabot/testing';
import type { TestDatabase } from '@durabot/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { addBlob, createBlobFiles, dropBlobs, hashOf, kitMigrations, listBlobs, sweepBlobs } from '../src/index.ts';
import type { BlobFiles } from '../src/index.ts';

let database: TestDatabase;
let folder: string;
let files: BlobFiles;

/** Long before the files that the tests write: only those that are made older can be strays. */
const at = new Date('2020-11-22T10:00:00Z');
const owner = (id: string) => ({ product: 'repair', tenant: 'main', entity: { kind: 'order', id } });
const photo = Buffer.from('a photo');
const hash = hashOf(photo);

beforeAll(async () => {
  database = await createTestDatabase([kitMigrations]);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.query('truncate kit.blob_ref, kit.blob');
  folder = await mkdtemp(join(tmpdir(), 'kit-blobs-'));
  files = createBlobFiles(join(folder, 'blobs'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const add = (id: string, bytes = photo, name = 'photo') =>
  database.db.transaction((tx) => addBlob(tx, files, owner(id), { name, bytes, mediaType: 'image/jpeg', at }));
const drop = (id: string) => database.db.transaction((tx) => dropBlobs(tx, owner(id), at));
const sweep = () => sweepBlobs(database.db, files, at);

async function rowCount(): Promise<number> {
  return (await database.db.query('select 1 from kit.blob')).rowCount;
}

test('equal content is stored once and goes with its last reference', async () => {
  await add('A');
  await add('B');
  expect(await listBlobs(database.db, owner('A'))).toEqual([
    { name: 'photo', hash, mediaType: 'image/jpeg', sizeBytes: 7, addedAt: at },
  ]);
  expect(await rowCount()).toBe(1);
  expect(await drop('A')).toBe(1);
  expect(await sweep()).toEqual({ removed: 0, strays: 0 });
  expect(await files.read(hash)).toEqual(photo);
  await drop('B');
  expect(await sweep()).toEqual({ removed: 1, strays: 0 });
  expect([await files.has(hash), await rowCount()]).toEqual([false, 0]);
});

test('another file under the same name replaces the first, and a repeat changes nothing', async () => {
  await add('A');
  await add('A');
  await add('A', Buffer.from('a better photo'));
  expect((await listBlobs(database.db, owner('A'))).map(({ sizeBytes }) => sizeBytes)).toEqual([14]);
  expect(await sweep()).toEqual({ removed: 1, strays: 0 });
});

test('what is referred to again before the sweep stays', async () => {
  await add('A');
  await drop('A');
  await add('B');
  expect(await sweep()).toEqual({ removed: 0, strays: 0 });
  expect(await files.has(hash)).toBe(true);
});

test('a rollback leaves a file that is removed when it is an hour old, and never sooner', async () => {
  const failing = database.db.transaction(async (tx) => {
    await addBlob(tx, files, owner('A'), { name: 'photo', bytes: photo, mediaType: 'image/jpeg', at });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const path = join(folder, 'blobs', hash.slice(0, 2), hash);
  await writeFile(`${path}.draft.part`, 'half');
  const age = async (minutes: number) => {
    const then = new Date(at.getTime() - minutes * 60_000);
    for (const one of [path, `${path}.draft.part`]) await utimes(one, then, then);
  };
  await age(59);
  expect(await sweep()).toEqual({ removed: 0, strays: 0 });
  await age(61);
  expect(await sweep()).toEqual({ removed: 0, strays: 1 });
  expect(await readdir(join(folder, 'blobs', hash.slice(0, 2)))).toEqual([]);
});

test('a file in use is no stray, however old it is', async () => {
  await add('A');
  const then = new Date(0);
  await utimes(join(folder, 'blobs', hash.slice(0, 2), hash), then, then);
  expect(await sweep()).toEqual({ removed: 0, strays: 0 });
});

test('a crash between file and row leaves a row that is taken away, or filled again', async () => {
  await add('A');
  await drop('A');
  await files.remove(hash);
  await add('B');
  expect(await files.read(hash)).toEqual(photo);
  await drop('B');
  await files.remove(hash);
  expect(await sweep()).toEqual({ removed: 1, strays: 0 });
});

test('the last two references, dropped at once, are seen', async () => {
  for (let round = 0; round < 10; round += 1) {
    await add('A');
    await add('B');
    await Promise.all([drop('A'), drop('B')]);
    expect(await sweep()).toEqual({ removed: 1, strays: 0 });
  }
});

test('sweeps beside uploads never take a file that is referred to', async () => {
  for (let round = 0; round < 15; round += 1) {
    await add('A');
    await drop('A');
    await Promise.all([add('B'), sweep(), add('C'), sweep()]);
    expect(await files.has(hash)).toBe(true);
    await Promise.all([drop('B'), drop('C'), sweep()]);
  }
});

test('a sweep that took the file during an upload is made good by the upload', async () => {
  let swept = false;
  const racing: BlobFiles = {
    ...files,
    async put(bytes) {
      const stored = await files.put(bytes);
      // Exactly here another process sweeps what it takes for a stray.
      if (!swept) await files.remove(stored);
      swept = true;
      return stored;
    },
  };
  await database.db.transaction((tx) =>
    addBlob(tx, racing, owner('A'), { name: 'photo', bytes: photo, mediaType: 'image/jpeg', at }),
  );
  expect(await files.read(hash)).toEqual(photo);
});

test('a file whose content is not what its name says is not handed out', async () => {
  await add('A');
  await writeFile(join(folder, 'blobs', hash.slice(0, 2), hash), 'rotten');
  await expect(files.read(hash)).rejects.toThrow('damaged');
  await expect(files.has('../../etc/passwd')).rejects.toThrow(RangeError);
});
