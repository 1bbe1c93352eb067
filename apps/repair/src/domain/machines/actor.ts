/** As whom somebody acts on an order; one person may be several of them. */
export type ActorRole = 'dispatcher' | 'admin' | 'master' | 'client' | 'system';

/** Who may do what the desk does. */
export const desk = ['dispatcher', 'admin'] as const satisfies readonly ActorRole[];
