import { createContext, useContext, useSyncExternalStore } from 'react';

import type { Session } from './session.ts';
import type { SessionState } from './state.ts';

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session of the person this window belongs to. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is used outside a session.');
  return session;
}

/** A part of the session's state; the component is drawn again when that part is another object. */
export function useSessionState<T>(select: (state: SessionState) => T): T {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => select(session.getState()));
}
