import type { FastifyReply } from 'fastify';

/** A signal that ends when the client goes away before it was answered. */
export function abortOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
