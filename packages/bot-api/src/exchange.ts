import type { Dispatcher } from 'undici';
import { NotSentError, UnknownOutcomeError } from './errors.ts';
import type { HttpAnswer } from './read-answer.ts';
import { notSentReasonOf, transportCause, unknownReasonOf } from './transport-cause.ts';

/** One request, ready to go. */
export interface Exchange {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  /** From the call to the whole answer, waiting for a connection included. */
  timeoutMs: number;
  maxAnswerBytes: number;
  signal: AbortSignal | undefined;
  /** See `CallOptions.mayStart`. */
  mayStart: (() => boolean) | undefined;
  token: string;
}

/**
 * Sends one request and reads its whole answer, knowing at each moment whether a byte may have left.
 *
 * undici calls `onRequestStart` in the same tick as, and just before, the first write to a connected socket
 * (`lib/dispatcher/client-h1.js`, `writeH1`: `request.onConnect`, then `socket.write`). So: not called = nothing was
 * written, which is proof; called = something may have left, and nothing we can see afterwards proves otherwise.
 *
 * @throws NotSentError nothing left this machine
 * @throws UnknownOutcomeError something may have left and no whole answer came
 */
export function exchange(dispatcher: Dispatcher, request: Exchange): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { method, signal, timeoutMs } = request;
    if (signal?.aborted === true) {
      reject(new NotSentError(method, 'aborted', `${method} was given up before it was sent.`));
      return;
    }

    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    let status: number | undefined;
    let retryAfter: string | undefined;
    let receivedBytes = 0;
    const chunks: Buffer[] = [];

    const timer = setTimeout(() => {
      giveUp('timeout', `in ${timeoutMs} ms`);
    }, timeoutMs);
    const onAbort = (): void => giveUp('aborted', 'before it was given up');
    signal?.addEventListener('abort', onAbort, { once: true });

    function settle(act: () => void): void {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      act();
    }

    function fail(error: NotSentError | UnknownOutcomeError): void {
      settle(() => {
        reject(error);
        // A connection with a request half done on it is of no further use.
        controller?.abort(error);
      });
    }

    function giveUp(reason: 'timeout' | 'aborted', when: string): void {
      fail(
        controller === undefined
          ? new NotSentError(method, reason, `${method} found no connection ${when}; nothing was sent.`)
          : new UnknownOutcomeError(
              method,
              reason,
              `${method} was sent and got no whole answer ${when}; it may have been done.`,
            ),
      );
    }

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        // Throwing here takes the request out of the queue before its first byte and leaves the connection alone.
        if (settled) throw new Error('given up while waiting for a connection');
        // undici would put a request on another connection in a few cases; for us that is sending twice.
        if (controller !== undefined) {
          fail(new UnknownOutcomeError(method, 'reset', `${method} lost its connection; it may have been done.`));
          throw new Error('already sent once');
        }
        if (request.mayStart?.() === false) {
          fail(
            new NotSentError(method, 'late', `${method} was not sent: when its turn came it was not wanted any more.`),
          );
          throw new Error('not wanted any more');
        }
        controller = started;
      },
      onResponseStart(_, statusCode, headers) {
        if (statusCode < 200) return;
        status = statusCode;
        const header = headers['retry-after'];
        retryAfter = typeof header === 'string' ? header : undefined;
      },
      onResponseData(_, chunk) {
        receivedBytes += chunk.length;
        if (receivedBytes > request.maxAnswerBytes) {
          fail(
            new UnknownOutcomeError(
              method,
              'answerTooLarge',
              `${method} was answered with more than ${request.maxAnswerBytes} bytes; it may have been done.`,
            ),
          );
          return;
        }
        chunks.push(Buffer.from(chunk));
      },
      onResponseEnd() {
        settle(() => resolve({ status: status ?? 0, retryAfter, body: Buffer.concat(chunks).toString('utf8') }));
      },
      onResponseError(_, error) {
        const cause = transportCause(error, request.token);
        if (controller === undefined) {
          fail(
            new NotSentError(
              method,
              notSentReasonOf(error),
              `${method} was not sent: ${cause.message} (${cause.code}).`,
              { cause },
            ),
          );
          return;
        }
        fail(
          new UnknownOutcomeError(
            method,
            unknownReasonOf(error, status !== undefined),
            `${method} was sent and its answer was lost: ${cause.message} (${cause.code}); it may have been done.`,
            {
              cause,
            },
          ),
        );
      },
    };

    try {
      dispatcher.dispatch(
        {
          path: request.path,
          method: 'POST',
          headers: request.headers,
          body: request.body,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        handler,
      );
    } catch (error) {
      const cause = transportCause(error, request.token);
      const failure =
        controller === undefined
          ? new NotSentError(method, notSentReasonOf(error), `${method} was not sent: ${cause.message}.`, { cause })
          : undefined;
      fail(
        failure ??
          new UnknownOutcomeError(
            method,
            'reset',
            `${method} failed while it was sent: ${cause.message}; it may have been done.`,
            { cause },
          ),
      );
    }
  });
}
