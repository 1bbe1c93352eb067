import { escapeIdentifier } from 'pg';
import type { ClientConfig } from 'pg';

import type { Log } from './log.ts';
import { openSession } from './session.ts';
import type { Listener } from './sql.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Listens on channels until stopped, through lost connections. Rejects only when the first connection fails. */
export async function listenOn(
  config: ClientConfig,
  channels: readonly string[],
  onNotify: (payload: string, channel: string) => void,
  log: Log,
): Promise<Listener> {
  const stopping = new AbortController();
  let current = await subscribe(config, channels, onNotify);

  const keepListening = async () => {
    while (!stopping.signal.aborted) {
      await current.closed;
      if (stopping.signal.aborted) return;
      log.warn({ channels }, 'database listener lost its connection');
      const next = await subscribeAgain(config, channels, onNotify, stopping.signal);
      if (next === undefined) return;
      current = next;
      log.info({ channels }, 'database listener connected again');
      for (const channel of channels) onNotify('', channel);
    }
  };
  const loop = keepListening();

  return {
    async stop() {
      stopping.abort();
      await current.stop();
      await loop;
    },
  };
}

async function subscribe(
  config: ClientConfig,
  channels: readonly string[],
  onNotify: (payload: string, channel: string) => void,
) {
  const session = await openSession(config);
  session.client.on('notification', ({ payload, channel }) => {
    onNotify(payload ?? '', channel);
  });
  try {
    for (const channel of channels) await session.query(`listen ${escapeIdentifier(channel)}`);
  } catch (error) {
    await session.stop();
    throw error;
  }
  return session;
}

async function subscribeAgain(
  config: ClientConfig,
  channels: readonly string[],
  onNotify: (payload: string, channel: string) => void,
  signal: AbortSignal,
) {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    await pause(pauseMs, signal);
    if (signal.aborted) break;
    try {
      const session = await subscribe(config, channels, onNotify);
      if (!signal.aborted) return session;
      await session.stop();
    } catch {
      // Whatever keeps us from listening (down, starting, too many connections) is tried again until stopped.
    }
  }
  return undefined;
}

/** Resolves after `ms`, or at once when stopped. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
