import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Store } from './store.ts';
import { openState } from './world-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'world-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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

  it('is written anew when it has grown, and loses nothing by it', () => {
    const store = new Store();
    const state = openState(folder, store, 2_000);
    store.useLog(state.log);
    for (let count = 0; count < 500; count += 1) {
      store.tables.user.put(count % 3, { id: count % 3, first_name: `Anna ${count}` });
      store.commit();
    }
    state.close();
    expect(statSync(join(folder, 'world.jsonl')).size).toBeLessThan(2_100);
    const again = new Store();
    openState(folder, again).close();
    expect([...again.tables.user.values()].map((user) => user.first_name).toSorted()).toEqual([
      'Anna 497',
      'Anna 498',
      'Anna 499',
    ]);
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
