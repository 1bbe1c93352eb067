import {
  createRoles as createKitRoles,
  type RoleDefinitions,
  type Roles as KitRoles,
  type RoleView,
} from '@durabot/kit';
import type { Database } from '@durabot/postgres';
import type { Clock } from '@durabot/runtime';
import type { ActorRole } from './domain/machines/actor.ts';

/** In the order in which they are shown. */
export const roleNames = ['admin', 'dispatcher', 'master'] as const;

/** What somebody is here; a person can be several of them. */
export type Role = (typeof roleNames)[number];

/** What a role allows. */
export type Permission =
  | 'create_order'
  | 'see_orders'
  | 'manage_roles'
  | 'see_reports'
  | 'take_cash'
  | 'manage_money'
  | 'see_own_money';

const allowed: Readonly<Record<Role, readonly Permission[]>> = {
  admin: ['create_order', 'see_orders', 'manage_roles', 'see_reports', 'take_cash', 'manage_money'],
  dispatcher: ['create_order', 'see_orders', 'see_reports', 'take_cash'],
  // A master sees the orders that are theirs, by their cards.
  master: ['see_own_money'],
};

/** Who is what, from the settings and the database, as of the beginning of the update. */
export interface RolesNow {
  rolesOf(userId: number): readonly Role[];
  may(userId: number, permission: Permission): boolean;
  /** As whom a person acts on an order. */
  actorsOf(userId: number): readonly ActorRole[];
  /** A client's phone is for those who have to call: the dispatcher who owns the order, and admins. */
  seesPhone(userId: number, order: { readonly dispatcherId: number }): boolean;
  /** Everybody who is told about new orders: admins and dispatchers, each once. */
  desk(): readonly number[];
  /** Everybody with a role. */
  people(): readonly number[];
}

export interface Roles extends RolesNow {
  /** Reads anew what may be out of date; each update begins with it. */
  refresh(): Promise<void>;
  /** To give and take roles, and to look inside a transaction. */
  readonly grants: KitRoles<Role, Permission>;
}

interface RoleSettings {
  readonly adminIds: readonly number[];
  readonly dispatcherIds: readonly number[];
  readonly masterIds: readonly number[];
}

/** The roles of Repair; those whom the settings name keep theirs whatever the database says. */
export function roleDefinitions({
  adminIds,
  dispatcherIds,
  masterIds,
}: RoleSettings): RoleDefinitions<Role, Permission> {
  return {
    allowed,
    fixed: { admin: adminIds, dispatcher: dispatcherIds, master: masterIds },
    neverEmpty: ['admin'],
  };
}

export function createRoles(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly settings: RoleSettings;
}): Roles {
  const { db, clock, settings } = deps;
  const grants = createKitRoles({ db, clock, product: 'repair', tenant: 'main', ...roleDefinitions(settings) });
  return {
    ...rolesIn(() => grants.view()),
    refresh: async () => {
      await grants.current();
    },
    grants,
  };
}

/** What follows for Repair from who is what. */
export function rolesIn(view: () => RoleView<Role, Permission>): RolesNow {
  const has = (userId: number, role: Role): boolean => view().rolesOf(userId).includes(role);
  return {
    rolesOf: (userId) => view().rolesOf(userId),
    may: (userId, permission) => view().may(userId, permission),
    actorsOf: (userId) => view().rolesOf(userId),
    seesPhone: (userId, order) => has(userId, 'admin') || (order.dispatcherId === userId && has(userId, 'dispatcher')),
    desk: () => view().holdersOf('admin', 'dispatcher'),
    people: () => view().people(),
  };
}
