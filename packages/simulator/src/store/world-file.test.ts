import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Store } from './store.ts';
import { openState } from './world-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'world-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function namesOf(store: Store): string[] {
  return [...store.tables.user.values()].map((user) => user.first_name).toSorted();
}

/** What a simulator that starts now would find. */
function namesIn(path: string): string[] {
  const store = new Store();
  openState(path, store).close();
  return namesOf(store);
}

describe('the log of the world', () => {
  it('keeps the changes of one commit in one line', () => {
    const store = new Store();
    const state = openState(folder, store);
    store.useLog(state.log);
    store.commit();
    const before = readFileSync(join(folder, 'world.jsonl'), 'utf8');
    store.tables.user.put(1, { id: 1, first_name: 'Anna' });
    store.tables.user.put(2, { id: 2, first_name: 'Boris' });
    store.tables.user.delete(1);
    store.commit();
    store.commit();
    state.close();
    expect(readFileSync(join(folder, 'world.jsonl'), 'utf8').slice(before.length)).toBe(
      '[["user","1"],["user","2",{"id":2,"first_name":"Boris"}]]\n',
    );
  });

  it('is written anew when it has grown, while changes go on, and loses nothing by it', async () => {
    const store = new Store();
    const state = openState(folder, store, 2_000);
    store.useLog(state.log);
    const path = join(folder, 'world.jsonl');
    const { ino } = statSync(path);
    for (let id = 0; id < 20_000; id += 1) store.tables.user.put(id, { id, first_name: `Anna ${id}` });
    store.commit();
    // It takes several slices; before each, a row of every part changes, one goes and one comes.
    for (let turn = 0; statSync(path).ino === ino; turn += 1) {
      store.tables.user.put(turn % 20_000, { id: turn % 20_000, first_name: `Boris ${turn}` });
      store.tables.user.put(19_999 - turn, { id: 19_999 - turn, first_name: `Clara ${turn}` });
      store.tables.user.delete(10_000 + turn);
      store.tables.user.put(30_000 + turn, { id: 30_000 + turn, first_name: 'Dora' });
      store.commit();
      await new Promise((resolve) => setImmediate(resolve));
    }
    store.tables.user.put(1, { id: 1, first_name: 'last' });
    store.commit();
    state.close();
    expect(existsSync(`${path}.new`)).toBe(false);
    expect(namesIn(folder)).toEqual(namesOf(store));
  });

  it('stays as small as the world, however often the world changes', async () => {
    const store = new Store();
    const state = openState(folder, store, 2_000);
    store.useLog(state.log);
    const change = (count: number): void => {
      store.tables.user.put(count % 3, { id: count % 3, first_name: `Anna ${count}` });
      store.commit();
    };
    for (let count = 0; count < 500; count += 1) change(count);
    const path = join(folder, 'world.jsonl');
    expect(statSync(path).size).toBeGreaterThan(20_000);
    let count = 500;
    await vi.waitFor(() => {
      change(count++);
      expect(statSync(path).size).toBeLessThan(2_100);
    });
    state.close();
    expect(namesIn(folder)).toEqual(namesOf(store));
    expect(namesOf(store)).toHaveLength(3);
  });

  it('holds whole commits only, wherever the process died', () => {
    const store = new Store();
    const state = openState(folder, store);
    store.useLog(state.log);
    const path = join(folder, 'world.jsonl');
    const after: { bytes: number; names: string[] }[] = [{ bytes: statSync(path).size, names: [] }];
    for (let count = 0; count < 12; count += 1) {
      store.tables.user.put(`a${count}`, { id: count, first_name: `Anna ${count} ї😀` });
      store.tables.user.put(`b${count % 3}`, { id: count, first_name: `Boris ${count}` });
      if (count % 4 === 3) store.tables.user.delete(`a${count - 1}`);
      store.commit();
      after.push({ bytes: statSync(path).size, names: namesOf(store) });
    }
    state.close();
    const whole = readFileSync(path);
    fc.assert(
      fc.property(fc.integer({ min: after[0]?.bytes ?? 0, max: whole.length }), (bytes) => {
        writeFileSync(path, whole.subarray(0, bytes));
        expect(namesIn(folder)).toEqual(after.findLast((commit) => commit.bytes <= bytes)?.names);
        // What was half is gone, so that the next line does not follow it.
        expect(readFileSync(path, 'utf8').endsWith('\n')).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('is not mistaken for the new one that a dying process left half written', () => {
    const store = new Store();
    const state = openState(folder, store);
    store.useLog(state.log);
    store.tables.user.put(1, { id: 1, first_name: 'Anna' });
    store.commit();
    state.close();
    writeFileSync(join(folder, 'world.jsonl.new'), '[["user","2",{"id":2,"first_name":"Bo');
    expect(namesIn(folder)).toEqual(['Anna']);
  });

  it('says in one sentence that its folder cannot be used, and lets go of the lock', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(() => openState(file, new Store())).toThrow(/cannot create the folder .*; check its rights/);
    mkdirSync(join(folder, 'world.jsonl'));
    expect(() => openState(folder, new Store())).toThrow(
      /cannot keep its world in .*; check the folder's rights and space/,
    );
    expect(existsSync(join(folder, 'simulator.lock'))).toBe(false);
  });

  it('is refused when it was written by a later version', () => {
    writeFileSync(join(folder, 'world.jsonl'), '[["meta","format",{"version":3}]]\n');
    expect(() => openState(folder, new Store())).toThrow('written by another version');
  });

  it('keeps changes for the next commit when the disk is full', () => {
    const store = new Store();
    const lines: string[] = [];
    let isFull = true;
    store.useLog({
      append: (line) => {
        if (isFull) throw new Error('ENOSPC');
        lines.push(line);
      },
    });
    store.tables.user.put(1, { id: 1, first_name: 'Anna' });
    expect(() => store.commit()).toThrow('ENOSPC');
    isFull = false;
    store.commit();
    expect(lines).toHaveLength(1);
  });
});
