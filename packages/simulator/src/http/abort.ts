import type { ServerResponse } from 'node:http';

/** A signal that ends when the client goes away before it was answered. */
export function abortOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
