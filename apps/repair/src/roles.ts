import type { ActorRole } from './domain/machines/actor.ts';

const roleNames = ['admin', 'dispatcher', 'master'] as const;

/** What somebody is here; a person can be several of them. */
export type Role = (typeof roleNames)[number];

/** What a role allows. */
export type Permission = 'create_order' | 'see_orders';

const allowed: Readonly<Record<Role, readonly Permission[]>> = {
  admin: ['create_order', 'see_orders'],
  dispatcher: ['create_order', 'see_orders'],
  // A master sees orders once they are assigned, which is not part of this version.
  master: [],
};

/** Who is what, from the settings. */
export interface Roles {
  rolesOf(userId: number): readonly Role[];
  may(userId: number, permission: Permission): boolean;
  /** As whom a person acts on an order. */
  actorsOf(userId: number): readonly ActorRole[];
  /** A client's phone is for those who have to call: the dispatcher who owns the order, and admins. */
  seesPhone(userId: number, order: { readonly createdBy: number }): boolean;
  /** Everybody who is told about new orders: admins and dispatchers, each once. */
  desk(): readonly number[];
}

export function createRoles(settings: {
  readonly adminIds: readonly number[];
  readonly dispatcherIds: readonly number[];
  readonly masterIds: readonly number[];
}): Roles {
  const ids: Readonly<Record<Role, ReadonlySet<number>>> = {
    admin: new Set(settings.adminIds),
    dispatcher: new Set(settings.dispatcherIds),
    master: new Set(settings.masterIds),
  };
  const rolesOf = (userId: number): readonly Role[] => roleNames.filter((role) => ids[role].has(userId));
  return {
    rolesOf,
    may: (userId, permission) => rolesOf(userId).some((role) => allowed[role].includes(permission)),
    actorsOf: rolesOf,
    seesPhone: (userId, order) => ids.admin.has(userId) || (order.createdBy === userId && ids.dispatcher.has(userId)),
    desk: () => [...new Set([...settings.adminIds, ...settings.dispatcherIds])],
  };
}
