import type { Database } from '@durabot/postgres';
import type { LiveEvents, Redis } from '@durabot/redis';
import type { Runtime, RuntimeStatus } from '@durabot/runtime';

/** What the program is doing, as far as its health pages tell; the start writes it, the pages read it. */
export interface ProgramState {
  phase: 'starting' | 'running' | 'stopping';
  /** For people: what the start is busy with. */
  step: string;
  readonly startedAtMs: number;
  db: Database | undefined;
  /** Where the settings name one. */
  redis: Redis | undefined;
  /** What happens to entries and calls, here and in other processes. */
  events: LiveEvents | undefined;
  runtime: Runtime | undefined;
  /** Where the web chat is, when the simulator runs here. */
  simulatorPort: number | undefined;
}

/** Whether updates are being handled. */
export function isReady(state: ProgramState): boolean {
  return state.phase === 'running' && state.runtime?.status().ready === true;
}

/** The runtime's own view, once there is one. */
export function runtimeStatus(state: ProgramState): RuntimeStatus | undefined {
  return state.runtime?.status();
}
