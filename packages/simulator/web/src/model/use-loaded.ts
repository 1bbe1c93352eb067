import { useCallback, useEffect, useRef, useState } from 'react';

import type { SimulatorEvent } from '../api/types.ts';
import { failureOf, type Failure } from '../text/failure.ts';
import { useEnvironment } from './environment.ts';

export interface Loaded<T> {
  value: T | undefined;
  failure: Failure | undefined;
  reload: () => void;
}

/** What `load` gives, read again after events of these kinds (several together count as one). */
export function useLoaded<T>(load: () => Promise<T>, kinds: readonly SimulatorEvent['kind'][]): Loaded<T> {
  const { hub } = useEnvironment();
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<Failure>();
  const newest = useRef(0);
  const reload = useCallback(() => {
    newest.current += 1;
    const mine = newest.current;
    async function read(): Promise<void> {
      try {
        const loaded = await load();
        if (mine !== newest.current) return;
        setValue(loaded);
        setFailure(undefined);
      } catch (error) {
        if (mine === newest.current) setFailure(failureOf(error));
      }
    }
    void read();
  }, [load]);
  const watched = kinds.join(' ');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = hub.subscribe({
      journal: watched.includes('journal'),
      onEvent: ({ kind }) => {
        if (!watched.split(' ').includes(kind)) return;
        clearTimeout(timer);
        timer = setTimeout(reload, 60);
      },
      onConnection: () => undefined,
    });
    reload();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [hub, reload, watched]);
  return { value, failure, reload };
}
