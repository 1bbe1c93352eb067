import { setTimeout as pause } from 'node:timers/promises';

import { sqlStateOf } from '@durabot/postgres';

import { readyLine } from './processes.ts';
import type { OwnProcess } from './processes.ts';
import type { Deed, Mishap } from './schedule.ts';
import type { Stage } from './stage.ts';
import { botName } from './stage.ts';

/** Mishaps wait this long for a process that is at work: on a slow machine they would else meet nothing but starts. */
const mostPatienceMs = 15_000;

/** The processes of the program, some of them dead at any moment. */
export interface Fleet {
  /** Lets the mishaps happen, one after another, and ends with all processes running. */
  suffer(mishaps: readonly Mishap[], onMishap: (deed: Deed) => void): Promise<void>;
  /** Processes that ended though nobody asked them to, with the last they said. */
  readonly unasked: readonly string[];
  /** SIGTERM to all. @returns their exit codes */
  end(): Promise<readonly (number | null)[]>;
}

export function startFleet(stage: Stage, size: number): Fleet {
  const asked = new WeakSet<OwnProcess>();
  const unasked: string[] = [];
  const pending = new Set<Promise<void>>();
  const start = (): OwnProcess => {
    const one = stage.startProgram();
    one.child.once('close', (code, signal) => {
      if (!asked.has(one)) unasked.push(`exit ${code ?? signal}: ${one.output().slice(-2_000)}`);
    });
    return one;
  };
  const places = Array.from({ length: size }, () => start());
  /** A restart or a thaw that comes later, while other things go wrong. */
  const later = (ms: number, then: () => void): void => {
    track(pause(ms).then(then));
  };
  const track = (promise: Promise<void>): void => {
    const waiting = promise.finally(() => pending.delete(waiting));
    pending.add(waiting);
  };
  const replace = (at: number): void => {
    const one = places[at];
    if (one === undefined || !one.isRunning) places[at] = start();
  };
  const kill = async (at: number, restartMs: number): Promise<void> => {
    const one = places[at];
    if (one === undefined) return;
    // A process that is still down is started first: a kill counts only where something died.
    const victim = one.isRunning ? one : (places[at] = start());
    asked.add(victim);
    victim.signal('SIGKILL');
    await victim.ended;
    later(restartMs, () => replace(at));
  };

  const somebodyAtWork = async (): Promise<void> => {
    const untilMs = performance.now() + mostPatienceMs;
    while (!places.some((one) => one.isAtWork) && performance.now() < untilMs) await pause(50);
  };

  const happen = async (deed: Deed): Promise<void> => {
    switch (deed.kind) {
      case 'kill':
        return kill(deed.process % size, deed.restartMs);
      case 'kill-all':
        await Promise.all(places.map((_, at) => kill(at, deed.restartMs)));
        return undefined;
      case 'freeze': {
        const one = places[deed.process % size];
        one?.signal('SIGSTOP');
        later(deed.forMs, () => one?.signal('SIGCONT'));
        return undefined;
      }
      case 'roll': {
        const at = deed.process % size;
        const one = places[at];
        if (one === undefined || !one.isRunning) return undefined;
        asked.add(one);
        one.signal('SIGCONT');
        one.signal('SIGTERM');
        await one.ended;
        return replace(at);
      }
      case 'database':
        process.kill(stage.server.pid, deed.signal);
        return undefined;
      case 'sessions':
        return cutSessions(stage);
      case 'redis': {
        const trouble = stage.redis?.suffer(deed.trouble, deed.forMs);
        if (trouble !== undefined) track(trouble);
        return undefined;
      }
      case 'telegram': {
        const { times, action } = deed.fault;
        await stage.sim.fault({ bot: botName, times, action });
        return undefined;
      }
    }
  };

  return {
    unasked,
    suffer: async (mishaps, onMishap) => {
      for (const { pauseMs, what } of mishaps) {
        await pause(pauseMs);
        await somebodyAtWork();
        onMishap(what);
        await happen(what);
      }
      while (pending.size > 0) await Promise.all(pending);
      for (const at of places.keys()) replace(at);
      await stage.sim.clearFaults();
    },
    end: async () => {
      await Promise.all(places.map((one) => one.says(readyLine)));
      return Promise.all(
        places.map(async (one) => {
          asked.add(one);
          one.signal('SIGTERM');
          return (await one.ended).code;
        }),
      );
    },
  };
}

/** Cuts every session of the program, as a proxy or an operator may; a server that is just restarting has none. */
async function cutSessions(stage: Stage): Promise<void> {
  try {
    await stage.db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'chaos'`,
    );
  } catch (error) {
    if (sqlStateOf(error) === undefined && !(error instanceof Error)) throw error;
  }
}
