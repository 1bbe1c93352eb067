import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 3;
const looks = 3;
const patienceMs = 10_000;

/**
 * Waits until a process sleeps and has done so for some moments, and nothing is on the way to it: its work on what came in
 * is over. Where the system does not tell, moments alone have to do.
 */
export async function untilStill(pid: number, isQuiet: () => boolean): Promise<void> {
  const endMs = performance.now() + patienceMs;
  let last = '';
  for (let still = 0; still < looks;) {
    if (performance.now() > endMs) throw new Error(`The bot was not done after ${patienceMs / 1_000} s.`);
    await pause(lookEveryMs);
    const now = stateOf(pid);
    still = isQuiet() && now === last && !now.startsWith('R') ? still + 1 : 0;
    last = now;
  }
}

/** Whether its main thread runs, and how often it has gone to sleep. */
function stateOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/task/${pid}/status`, 'utf8');
    const [, state] = /^State:\s+(\S)/m.exec(status) ?? [];
    const [, sleeps] = /^voluntary_ctxt_switches:\s+(\d+)/m.exec(status) ?? [];
    return `${state} ${sleeps}`;
  } catch {
    return 'unknown';
  }
}

/** Lets a process read nothing while `act` puts several things before it, so that it finds them all at once. */
export async function atOnce(pid: number, act: () => void): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  try {
    for (let look = 0; look < 1_000 && !/^[Tu]/.test(stateOf(pid)); look += 1) await pause(1);
    act();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}
