import { createContext, useContext } from 'react';

/** What comes from outside of the program: time and names for things. */
export interface Environment {
  now: () => number;
  nextId: () => string;
}

export const EnvironmentContext = createContext<Environment | undefined>(undefined);

export function useEnvironment(): Environment {
  const environment = useContext(EnvironmentContext);
  if (!environment) throw new Error('useEnvironment is used outside an environment.');
  return environment;
}
