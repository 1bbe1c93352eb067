import { useEffect, useState } from 'react';

import { getClock } from '../api/tools.ts';
import type { ClockState } from '../api/types.ts';
import { useEnvironment } from './environment.ts';

/** A difference smaller than this is the way from the simulator to here. */
const DRIFT_MS = 5000;

/** The simulator's clock as it was told of last, and when. */
export interface KnownClock {
  state: ClockState;
  readAtMs: number;
}

/** Follows the simulator's clock by its events; `undefined` until it is known. */
export function useClock(): KnownClock | undefined {
  const { hub, now } = useEnvironment();
  const [clock, setClock] = useState<KnownClock>();
  useEffect(() => {
    let isCurrent = true;
    function take(state: ClockState): void {
      if (isCurrent) setClock({ state, readAtMs: now() });
    }
    function read(): void {
      getClock().then(take, () => undefined);
    }
    const stop = hub.subscribe({
      onEvent: (event) => {
        if (event.kind === 'clock') take(event.data);
        if (event.kind === 'reset') read();
      },
      onConnection: (connection) => {
        if (connection === 'live') read();
      },
    });
    read();
    return () => {
      isCurrent = false;
      stop();
    };
  }, [hub, now]);
  return clock;
}

/** The simulated time at a moment of the browser's. */
export function simulatedNow({ state, readAtMs }: KnownClock, nowMs: number): number {
  return state.frozen ? state.now : state.now + (nowMs - readAtMs) * state.rate;
}

/** Whether the simulated time is not simply the real one. */
export function isMoved({ state, readAtMs }: KnownClock): boolean {
  return state.frozen || state.rate !== 1 || Math.abs(state.now - readAtMs) > DRIFT_MS;
}
