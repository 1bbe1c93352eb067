import type { Sql, Tx } from '@durabot/postgres';
import type { Clock } from '@durabot/runtime';
import { deleteGrant, insertGrant, listGrants, lockHolders, type RoleGrant, type RoleRealm } from './role-store.ts';

/** A product's roles as data, and who has them whatever the database says. */
export interface RoleDefinitions<Role extends string, Permission extends string> {
  /** What each role allows, in the order in which roles are shown. */
  readonly allowed: Readonly<Record<Role, readonly Permission[]>>;
  /** From the settings: these people always keep these roles. */
  readonly fixed?: Readonly<Partial<Record<Role, readonly number[]>>>;
  /** Roles that somebody has to keep, lest nobody can grant anything. */
  readonly neverEmpty?: readonly Role[];
}

export interface RolesDeps<Role extends string, Permission extends string>
  extends RoleRealm, RoleDefinitions<Role, Permission> {
  /** For reads outside of any transaction. */
  readonly db: Sql;
  readonly clock: Clock;
}

/** Who is what at one moment. Nothing in it changes. */
export interface RoleView<Role extends string, Permission extends string> {
  rolesOf(userId: number): readonly Role[];
  may(userId: number, permission: Permission): boolean;
  /** Everybody with one of these roles, each once, by id. */
  holdersOf(...roles: readonly Role[]): readonly number[];
  /** Everybody with any role, by id. */
  people(): readonly number[];
  /** Whether the settings give it, so that nobody can take it. */
  isFixed(userId: number, role: Role): boolean;
}

export type GrantResult = { readonly kind: 'granted' } | { readonly kind: 'had_it' };

export type RevokeResult =
  | { readonly kind: 'revoked' }
  | { readonly kind: 'had_it_not' }
  /** The settings give it; it ends when they do. */
  | { readonly kind: 'fixed_by_settings' }
  /** Nobody else has it, and somebody has to. */
  | { readonly kind: 'last_holder' };

/** Who is what in one tenant of a product. People may have several roles, and may do what any of them allows. */
export interface Roles<Role extends string, Permission extends string> {
  /**
   * Who is what now. It is read again when it is older than three seconds, or when this process has changed it a moment ago;
   * so what is granted or revoked counts here with the next update and elsewhere within three seconds.
   */
  current(): Promise<RoleView<Role, Permission>>;
  /** What was read last, without waiting: as old as the last {@link current}. */
  view(): RoleView<Role, Permission>;
  /** What somebody is as the transaction sees it, for what must not be a second late. */
  rolesOf(tx: Sql, userId: number): Promise<readonly Role[]>;
  grant(tx: Tx, grant: { userId: number; role: Role; by: number | undefined }): Promise<GrantResult>;
  revoke(tx: Tx, grant: { userId: number; role: Role }): Promise<RevokeResult>;
}

const freshMs = 3_000;
/** A change counts from its commit, and nobody knows here when that is: for so long nothing older than a moment is believed. */
const unsureMs = 10_000;

export function createRoles<Role extends string, Permission extends string>(
  deps: RolesDeps<Role, Permission>,
): Roles<Role, Permission> {
  const { db, clock } = deps;
  const realm = { product: deps.product, tenant: deps.tenant };
  let known = viewOf(deps, []);
  let readAtMs = Number.NEGATIVE_INFINITY;
  let unsureUntilMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  return {
    current: async () => {
      const nowMs = clock.nowMs();
      // A reading that is under way may have begun before a change was committed.
      if (nowMs < unsureUntilMs) await read();
      else if (Math.abs(nowMs - readAtMs) > freshMs) {
        reading ??= read().finally(() => {
          reading = undefined;
        });
        await reading;
      }
      return known;
    },
    view: () => known,
    rolesOf: async (tx, userId) => viewOf(deps, await listGrants(tx, realm)).rolesOf(userId),
    grant: async (tx, { userId, role, by }) => {
      if (known.isFixed(userId, role)) return { kind: 'had_it' };
      const grantedAt = new Date(clock.nowMs());
      if (!(await insertGrant(tx, realm, { userId, role, grantedBy: by, grantedAt }))) return { kind: 'had_it' };
      changed();
      return { kind: 'granted' };
    },
    revoke: async (tx, { userId, role }) => {
      if (known.isFixed(userId, role)) return { kind: 'fixed_by_settings' };
      if (deps.neverEmpty?.includes(role) === true && (deps.fixed?.[role]?.length ?? 0) === 0) {
        const others = (await lockHolders(tx, realm, role)).filter((holder) => holder !== userId);
        if (others.length === 0) return { kind: 'last_holder' };
      }
      if (!(await deleteGrant(tx, realm, userId, role))) return { kind: 'had_it_not' };
      changed();
      return { kind: 'revoked' };
    },
  };

  async function read(): Promise<void> {
    const beganMs = clock.nowMs();
    const view = viewOf(deps, await listGrants(db, realm));
    // Two may read at once; the one that began later knows more.
    if (beganMs < readAtMs) return;
    known = view;
    readAtMs = beganMs;
  }

  function changed(): void {
    unsureUntilMs = clock.nowMs() + unsureMs;
  }
}

function viewOf<Role extends string, Permission extends string>(
  { allowed, fixed }: RoleDefinitions<Role, Permission>,
  grants: readonly RoleGrant[],
): RoleView<Role, Permission> {
  // The keys of a record with these keys.
  const names = Object.keys(allowed) as Role[];
  const fixedIds = new Map(names.map((role) => [role, new Set(fixed?.[role] ?? [])]));
  const holders = new Map(names.map((role) => [role, new Set(fixedIds.get(role))]));
  // A role that the product has no longer gives nothing.
  for (const { role, userId } of grants) names.find((name) => name === role && holders.get(name)?.add(userId));
  const rolesOf = (userId: number): Role[] => names.filter((role) => holders.get(role)?.has(userId) === true);
  const holdersOf = (...roles: readonly Role[]): number[] =>
    [...new Set(roles.flatMap((role) => [...(holders.get(role) ?? [])]))].toSorted((one, other) => one - other);
  return {
    rolesOf,
    may: (userId, permission) => rolesOf(userId).some((role) => allowed[role].includes(permission)),
    holdersOf,
    people: () => holdersOf(...names),
    isFixed: (userId, role) => fixedIds.get(role)?.has(userId) === true,
  };
}

/** A view without a database: the settings alone. */
export function fixedRoles<Role extends string, Permission extends string>(
  definitions: RoleDefinitions<Role, Permission>,
): RoleView<Role, Permission> {
  return viewOf(definitions, []);
}

/** What of a menu somebody sees: all that any of their roles allows, each once, in the menu's order. */
export function mergedMenu<Role extends string, Permission extends string, Item extends { permission?: Permission }>(
  view: RoleView<Role, Permission>,
  userId: number,
  items: readonly Item[],
): Item[] {
  return items.filter(({ permission }) => permission === undefined || view.may(userId, permission));
}
