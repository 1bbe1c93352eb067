import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConfigError } from '@durabot/bot-api';

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
}): Promise<FrontDoor> {
  let handler = options.handler;
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000 }, (request, response) => {
    handler(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(portFault(error, { setting: 'PORT', ...options }) ?? error);
    });
    server.listen(options.port, options.host, resolve);
  });
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
