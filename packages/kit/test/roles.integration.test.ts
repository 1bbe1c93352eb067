import { createTestDatabase, type TestDatabase } from '@durabot/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRoles, fixedRoles, kitMigrations, mergedMenu, type Roles } from '../src/index.ts';

type Role = 'admin' | 'dispatcher' | 'master';
type Permission = 'grant_roles' | 'see_orders' | 'take_orders';

const allowed = {
  admin: ['grant_roles', 'see_orders'],
  dispatcher: ['see_orders'],
  master: ['take_orders'],
} as const satisfies Record<Role, readonly Permission[]>;

let database: TestDatabase;
let nowMs = Date.parse('2026-11-21T09:00:00Z');
const clock = { nowMs: () => nowMs, sleep: async () => undefined };

beforeAll(async () => {
  database = await createTestDatabase([kitMigrations]);
});
afterAll(() => database.drop());

let roles: Roles<Role, Permission>;
let elsewhere: Roles<Role, Permission>;
const processOf = (fixed: Partial<Record<Role, readonly number[]>>, tenant = 'main') =>
  createRoles<Role, Permission>({
    db: database.db,
    clock,
    product: 'p',
    tenant,
    allowed,
    fixed,
    neverEmpty: ['admin'],
  });

beforeEach(async () => {
  await database.db.query('delete from kit.role_grant');
  roles = processOf({ admin: [1] });
  elsewhere = processOf({ admin: [1] });
});

const grant = (userId: number, role: Role, by?: number) =>
  database.db.transaction((tx) => roles.grant(tx, { userId, role, by }));
const revoke = (userId: number, role: Role) => database.db.transaction((tx) => roles.revoke(tx, { userId, role }));

describe('a role', () => {
  test('that is granted counts at once here, and within three seconds elsewhere', async () => {
    expect((await roles.current()).rolesOf(2)).toEqual([]);
    expect((await elsewhere.current()).rolesOf(2)).toEqual([]);
    expect(await grant(2, 'master', 1)).toEqual({ kind: 'granted' });
    expect((await roles.current()).may(2, 'take_orders')).toBe(true);
    expect((await elsewhere.current()).may(2, 'take_orders')).toBe(false);
    nowMs += 3_001;
    expect((await elsewhere.current()).may(2, 'take_orders')).toBe(true);
    expect(await grant(2, 'master', 1)).toEqual({ kind: 'had_it' });
  });

  test('that is revoked counts no more with the commit, also when somebody looked in between', async () => {
    await grant(2, 'master');
    await roles.current();
    await database.db.transaction(async (tx) => {
      await roles.revoke(tx, { userId: 2, role: 'master' });
      // Another chat, before the commit.
      expect((await roles.current()).rolesOf(2)).toEqual(['master']);
      expect(await roles.rolesOf(tx, 2)).toEqual([]);
    });
    expect((await roles.current()).rolesOf(2)).toEqual([]);
    expect(await revoke(2, 'master')).toEqual({ kind: 'had_it_not' });
  });

  test('that the settings give is never taken', async () => {
    expect(await revoke(1, 'admin')).toEqual({ kind: 'fixed_by_settings' });
    expect(await grant(1, 'admin')).toEqual({ kind: 'had_it' });
    expect((await roles.current()).may(1, 'grant_roles')).toBe(true);
  });

  test('that somebody has to have stays with its last holder, whoever is faster', async () => {
    roles = processOf({});
    await grant(5, 'admin');
    await grant(6, 'admin');
    const both = await Promise.all([revoke(5, 'admin'), revoke(6, 'admin')]);
    expect(new Set(both.map(({ kind }) => kind))).toEqual(new Set(['revoked', 'last_holder']));
    expect((await roles.current()).holdersOf('admin')).toHaveLength(1);
  });

  test('is one of several; each allows what it allows', async () => {
    await grant(2, 'master');
    await grant(2, 'dispatcher');
    const view = await roles.current();
    expect(view.rolesOf(2)).toEqual(['dispatcher', 'master']);
    expect(view.may(2, 'see_orders') && view.may(2, 'take_orders')).toBe(true);
    expect(view.may(2, 'grant_roles')).toBe(false);
    expect(view.holdersOf('admin', 'dispatcher')).toEqual([1, 2]);
    const items = [
      { name: 'orders', permission: 'see_orders' },
      { name: 'roles', permission: 'grant_roles' },
      { name: 'help' },
    ] as const;
    expect(
      mergedMenu<Role, Permission, { name: string; permission?: Permission }>(view, 2, items).map(({ name }) => name),
    ).toEqual(['orders', 'help']);
  });

  test('of another tenant, or that the product has no more, gives nothing', async () => {
    await grant(2, 'master');
    expect((await processOf({}, 'other').current()).rolesOf(2)).toEqual([]);
    await database.db.query(`update kit.role_grant set role = 'owner'`);
    nowMs += 3_001;
    expect((await elsewhere.current()).people()).toEqual([1]);
  });

  test('is known from the settings alone before anything was read', () => {
    expect(roles.view().rolesOf(1)).toEqual(['admin']);
    expect(fixedRoles<Role, Permission>({ allowed, fixed: { master: [9] } }).people()).toEqual([9]);
  });
});
