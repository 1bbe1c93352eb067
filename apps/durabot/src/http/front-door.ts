import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ConfigError } from '@durabot/bot-api';
import type { Clock } from '@durabot/runtime';
import * as z from 'zod';

/** The one listening server of the program; what answers behind it can be changed while it listens. */
export interface FrontDoor {
  /** Differs from the port asked for when that was 0. */
  readonly port: number;
  /** From now on these answer; requests that have begun end where they began. */
  answerWith(handler: RequestHandler): void;
  /** Takes no more connections, ends idle ones and, at the deadline, all. */
  stop(options: { deadlineMs: number }): Promise<void>;
}

/** What Node's server calls for a request; Fastify's `routing` is one. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Binds the port at once, so that a taken one is found out before anything else is started and health can be asked
 * while the database is still being waited for.
 *
 * @throws ConfigError that names the setting to change
 */
export async function openFrontDoor(options: {
  host: string;
  port: number;
  handler: RequestHandler;
  clock: Clock;
}): Promise<FrontDoor> {
  let handler = options.handler;
  const server = createServer(serverOptions, (request, response) => {
    handler(request, response);
  });
  for (let error = await listen(server, options); error !== undefined; error = await listen(server, options)) {
    if (!(await isBeingLeft(options))) throw portFault(error, { setting: 'PORT', ...options }) ?? error;
    await options.clock.sleep(leavingLookMs);
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    answerWith: (next) => {
      handler = next;
    },
    stop: ({ deadlineMs }) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), deadlineMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve(error);
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(undefined);
    });
  });
}

const leavingLookMs = 200;
const stoppingAnswer = z.object({ status: z.literal('stopping') });

/** Whether the port belongs to a Durabot that is just ending: a restart need not fail for coming a moment too early. */
async function isBeingLeft({ host, port }: { host: string; port: number }): Promise<boolean> {
  try {
    const answer = await fetch(`http://${loopbackOf(host)}:${port}/readyz`, { signal: AbortSignal.timeout(1000) });
    return stoppingAnswer.safeParse(await answer.json()).success;
  } catch {
    return false;
  }
}

/** How this machine reaches a server that listens on `host`. */
export function loopbackOf(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Says in words why an address could not be taken; undefined when that was not the trouble. */
export function portFault(
  error: unknown,
  { setting, host, port }: { setting: string; host: string; port: number },
): ConfigError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const options = { cause: error };
  switch (code) {
    case 'EADDRINUSE':
      return new ConfigError(
        'PORT_TAKEN',
        `Port ${port} is taken by another program. Stop that one, or set ${setting} to a free port.`,
        options,
      );
    case 'EACCES':
      return new ConfigError(
        'PORT_FORBIDDEN',
        `This account may not use port ${port}. Set ${setting} to a port above 1023.`,
        options,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError('HOST_UNKNOWN', `This machine has no address ${host}. Set HOST to one it has.`, options);
    default:
      return undefined;
  }
}

/**
 * Connections are kept longer than the usual proxies keep theirs, which is 60 s: closed by us first, one of them could just be
 * sending a webhook into it, which is then lost until Telegram comes again.
 */
const serverOptions = { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 75_000 };
