import { array, assert, property, record, subarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HeldLease, planShare } from './fair-share.ts';
import { canHold, type Member, roles } from './roles.ts';

const shards = Array.from({ length: 64 }, (_, n) => `shard/${n}`);

function member(id: string, parts: Partial<Member> = {}): Member {
  return { id, roles, bots: [], ...parts };
}

function free(names: readonly string[]): HeldLease[] {
  return names.map((name) => ({ name, owner: undefined }));
}

/** Everybody acts on what they see, one after another, until nobody has anything to do. @returns leases that moved */
function settle(members: readonly Member[], leases: HeldLease[]): number {
  let moved = 0;
  for (let round = 0; round < 20; round += 1) {
    const before = moved;
    for (const { id } of members) {
      const plan = planShare(id, members, leases);
      for (const name of plan.give) moved += assign(leases, name, undefined);
      for (const { names, count } of plan.take) {
        for (const name of names.slice(0, count)) moved += assign(leases, name, id);
      }
    }
    if (moved === before) return moved;
  }
  throw new Error('Leases move for ever.');
}

function assign(leases: HeldLease[], name: string, owner: string | undefined): number {
  const lease = leases.find((each) => each.name === name);
  if (lease === undefined || lease.owner === owner) return 0;
  lease.owner = owner;
  return 1;
}

function countOf(leases: readonly HeldLease[], owner: string, kind = 'shard'): number {
  return leases.filter((lease) => lease.owner === owner && lease.name.startsWith(kind)).length;
}

describe('fair shares', () => {
  test('the first process takes all, a second one gets half, a third one a third; then nothing moves', () => {
    const leases = free(shards);
    const [a, b, c] = [member('a'), member('b'), member('c')];
    settle([a], leases);
    expect(countOf(leases, 'a')).toBe(64);
    settle([a, b], leases);
    expect([countOf(leases, 'a'), countOf(leases, 'b')]).toEqual([32, 32]);
    settle([a, b, c], leases);
    expect([countOf(leases, 'a'), countOf(leases, 'b')]).toEqual([22, 22]);
    expect(countOf(leases, 'c')).toBe(20);
    expect(settle([a, b, c], leases)).toBe(0);
  });

  test('a process without the role gets none, and what only one process can hold stays with it', () => {
    const leases = free([...shards, 'sender/old', 'sender/new', 'scheduler']);
    const members = [
      member('ingress', { roles: ['ingress'] }),
      member('old', { bots: ['old'] }),
      member('new', { bots: ['old', 'new'] }),
    ];
    settle(members, leases);
    expect(countOf(leases, 'ingress')).toBe(0);
    expect(leases.find(({ name }) => name === 'sender/new')?.owner).toBe('new');
    expect(leases.filter(({ owner }) => owner === undefined)).toEqual([]);
  });

  test(
    'whoever joins and leaves: every lease that somebody can hold is held, no share is above its part, and it ends',
    { timeout: 30_000 },
    () => {
      const role = subarray([...roles]);
      const bots = subarray(['a', 'b', 'c', 'd']);
      const someMember = record({ roles: role, bots });
      const change = array(array(someMember, { maxLength: 6 }), { minLength: 1, maxLength: 4 });
      assert(
        property(change, (steps) => {
          const names = [
            ...shards,
            'scheduler',
            ...['a', 'b', 'c', 'd'].flatMap((bot) => [`sender/${bot}`, `poller/${bot}`]),
          ];
          const leases = free(names);
          for (const step of steps) {
            const members = step.map((each, n) => member(`m${n}`, each));
            for (const lease of leases) {
              const owner = members.find(({ id }) => id === lease.owner);
              if (owner === undefined || !canHold(owner, lease.name)) lease.owner = undefined;
            }
            settle(members, leases);
            const workers = members.filter((each) => each.roles.includes('workers'));
            const part = Math.ceil(64 / workers.length);
            expect(workers.filter(({ id }) => countOf(leases, id) > part)).toEqual([]);
            const isWrong = ({ name, owner }: (typeof leases)[number]): boolean =>
              (owner !== undefined) !== members.some((each) => canHold(each, name));
            expect(leases.filter(isWrong)).toEqual([]);
          }
        }),
        { numRuns: 150 },
      );
    },
  );
});
