/** Runs when this process ends in whatever way it can notice, unless it is taken back before: nothing may be left behind. */
export function onExit(act: () => void): () => void {
  process.once('exit', act);
  return () => {
    process.off('exit', act);
  };
}

/** Ends another process without a word; it may have ended before. */
export function killHard(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone.
  }
}
