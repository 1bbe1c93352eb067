import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { lockDirectory } from './directory-lock.ts';
import { pidRealm, startOf } from './processes.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durabot-lock-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function writeLock(holder: object, number = 7): Promise<string> {
  const path = join(folder, `lock-${number}.json`);
  await writeFile(path, JSON.stringify({ pid: process.pid, start: '', realm: '', ...holder }));
  return path;
}

test('a directory has one holder, and is free after a release', async () => {
  const lock = await lockDirectory(folder);
  await expect(lockDirectory(folder)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
  await lock.release();
  await (await lockDirectory(folder)).release();
  expect(await readdir(folder)).toEqual(['lock-2.json']);
});

test('of many that ask at once for the directory of a dead holder, one gets it', async () => {
  await writeLock({ pid: 2 ** 22 + 1, realm: await pidRealm() });
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(folder)));
  const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(winners).toHaveLength(1);
  await winners[0]?.release();
});

test('while many take and release in turn, there are never two holders', async () => {
  let holders = 0;
  let taken = 0;
  const worker = async () => {
    for (let round = 0; round < 30; round += 1) {
      const lock = await lockDirectory(folder).catch(() => undefined);
      if (lock === undefined) continue;
      holders += 1;
      taken += 1;
      expect(holders).toBe(1);
      await readdir(folder);
      holders -= 1;
      await lock.release();
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  expect(taken).toBeGreaterThan(8);
});

test('a holder whose pid now belongs to another process is dead', async () => {
  await writeLock({ start: 'long ago', realm: await pidRealm() });
  await (await lockDirectory(folder)).release();
  await writeLock({ start: (await startOf(process.pid)) ?? '', realm: await pidRealm() }, 9);
  await expect(lockDirectory(folder)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
});

test('a holder in another container lives as long as its heart beats', async () => {
  const path = await writeLock({ realm: 'another container' });
  let beats = 0;
  const heart = setInterval(() => {
    beats += 1;
    const now = new Date(Date.now() - 1_000 + beats);
    void utimes(path, now, now);
  }, 20);
  await expect(lockDirectory(folder)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
  clearInterval(heart);
});

test('a holder in another container that has long been silent is dead', async () => {
  const path = await writeLock({ realm: 'another container' });
  await utimes(path, 0, 0);
  await expect(lockDirectory(folder)).resolves.toBeDefined();
});

test('a lock file without sense, as a full disk leaves it, holds nobody back', async () => {
  await writeFile(join(folder, 'lock-1.json'), '{"pid":');
  await expect(lockDirectory(folder)).resolves.toBeDefined();
});
