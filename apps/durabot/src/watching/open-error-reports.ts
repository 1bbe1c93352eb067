import type { Secret } from '@durabot/bot-api';
import type { Clock } from '@durabot/runtime';
import type { LogLine } from '../logging/log.ts';
import { version } from '../version.ts';
import { createFloodLimit } from './flood-limit.ts';
import { errorEventOf } from './error-event.ts';

/** Errors on their way to Sentry. */
export interface ErrorReports {
  /** Sends a line of the log, as it was written: masked. Returns at once; what cannot be sent is dropped in silence. */
  report(line: LogLine): void;
  /** Sends what is still waiting, within the deadline. */
  stop(options: { deadlineMs: number }): Promise<void>;
}

/** A Sentry that has not answered by then has not taken it. */
const answerLimitMs = 5_000;
/** So many reports may wait for one that answers slowly; the rest is dropped. */
const mostUnderWay = 20;

/**
 * Opens the way to the Sentry of a DSN. Only what the log says at `error` goes there, so what the log must not hold is not
 * there either; the library is loaded only now, and brings no instrumentation and no data of its own.
 */
export async function openErrorReports(options: {
  dsn: Secret;
  environment: string;
  clock: Clock;
}): Promise<ErrorReports> {
  const { createStackParser, createTransport } = await import('@sentry/core');
  const { ServerRuntimeClient } = await import('@sentry/core/server');
  const client = new ServerRuntimeClient({
    dsn: options.dsn.reveal(),
    environment: options.environment,
    release: `durabot@${version}`,
    platform: 'node',
    runtime: { name: 'node', version: process.version },
    integrations: [],
    sendDefaultPii: false,
    sendClientReports: false,
    // Without it the client would load what streams spans.
    traceLifecycle: 'static',
    stackParser: createStackParser(),
    transportOptions: { bufferSize: mostUnderWay },
    transport: (transport) =>
      createTransport(transport, async ({ body }) => {
        const response = await fetch(transport.url, {
          method: 'POST',
          // A view of bytes that nobody changes.
          body: body as Uint8Array<ArrayBuffer> | string,
          headers: { 'content-type': 'application/x-sentry-envelope', ...transport.headers },
          signal: AbortSignal.timeout(answerLimitMs),
        });
        await response.body?.cancel();
        return {
          statusCode: response.status,
          headers: {
            'x-sentry-rate-limits': response.headers.get('x-sentry-rate-limits'),
            'retry-after': response.headers.get('retry-after'),
          },
        };
      }),
  });
  client.init();
  const limit = createFloodLimit(options.clock);

  return {
    report: (line) => {
      const event = errorEventOf(line);
      const pass = limit.pass(event.fingerprint.join('\n'));
      if (pass === undefined) return;
      client.captureEvent({ ...event, extra: { ...event.extra, leftOut: pass.leftOut } });
    },
    stop: async ({ deadlineMs }) => {
      await Promise.race([client.close(deadlineMs), options.clock.sleep(deadlineMs)]);
    },
  };
}
