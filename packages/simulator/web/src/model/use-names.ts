import { createContext, useContext } from 'react';

/** Names of people by their id, for what is told by ids alone. */
export const NamesContext = createContext<(id: number) => string>(String);

export function useNames(): (id: number) => string {
  return useContext(NamesContext);
}
