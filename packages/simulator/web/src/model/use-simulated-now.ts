import { createContext, useContext } from 'react';

export const SimulatedNowContext = createContext<(() => number) | undefined>(undefined);

/** The simulator's time in milliseconds, in which messages are dated: its "today" may be another day than the real one. */
export function useSimulatedNow(): () => number {
  const now = useContext(SimulatedNowContext);
  if (!now) throw new Error('useSimulatedNow is used outside a page.');
  return now;
}
