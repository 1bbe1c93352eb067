import { ConfigError } from '@durabot/bot-api';
import type { Log } from '@durabot/postgres';
import type { Clock, Runtime, RuntimeStatus } from '@durabot/runtime';

const lookMs = 50;
const reminderMs = 30_000;

interface Watch {
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

/** Waits until updates are being handled, and says now and then what it is waiting for. */
export async function waitUntilReady(runtime: Runtime, { clock, log, signal }: Watch): Promise<void> {
  let toldAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted && !runtime.status().ready) {
    const status = runtime.status();
    refuseHopelessBots(status);
    if (clock.nowMs() - toldAt >= reminderMs) {
      toldAt = clock.nowMs();
      for (const { name, ingress, problem } of status.bots) {
        if (ingress !== 'running' && problem !== undefined) log.warn({ bot: name, ingress, problem }, 'bot is waiting');
      }
    }
    await clock.sleep(lookMs, signal);
  }
}

/**
 * @throws ConfigError when Telegram has refused every bot for good: such a process would only look alive
 */
export function refuseHopelessBots({ bots }: RuntimeStatus): void {
  if (bots.some(({ ingress }) => ingress !== 'unauthorized')) return;
  const names = bots.map(({ name }) => name).join(', ');
  const variables = bots.map(({ name }) => `BOT_TOKEN_${name.toUpperCase().replaceAll('-', '_')}`).join(', ');
  throw new ConfigError(
    'BOT_TOKEN_REFUSED',
    bots.length === 0
      ? 'No bot has a token, so there is nothing to run. Set BOT_TOKEN_REPAIR, or SIMULATOR=on.'
      : `Telegram refused the token of ${names} (401). Set ${variables} to what @BotFather shows now.`,
  );
}

const watchMs = 1000;

/** Ends the program when the last of its bots loses its token while it runs. */
export function watchBots(
  runtime: Runtime,
  { clock, signal, fail }: Watch & { fail: (reason: unknown) => void },
): void {
  const look = async (): Promise<void> => {
    while (!signal.aborted) {
      refuseHopelessBots(runtime.status());
      await clock.sleep(watchMs, signal);
    }
  };
  look().catch(fail);
}
