import { createContext, useContext } from 'react';

import type { EventHub } from '../api/event-hub.ts';

/** What comes from outside of the program: time, names for things, and news of the simulator. */
export interface Environment {
  /** The browser's time; dates of messages are in the simulator's, which `use-clock.ts` knows. */
  now: () => number;
  nextId: () => string;
  hub: EventHub;
}

export const EnvironmentContext = createContext<Environment | undefined>(undefined);

export function useEnvironment(): Environment {
  const environment = useContext(EnvironmentContext);
  if (!environment) throw new Error('useEnvironment is used outside an environment.');
  return environment;
}
