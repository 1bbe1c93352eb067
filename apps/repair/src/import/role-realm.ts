import type { RoleRealm } from '@durabot/kit';

/** Whose roles: those of the one company that a program serves. */
export const roleRealm: RoleRealm = { product: 'repair', tenant: 'main' };
