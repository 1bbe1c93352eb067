import { timingSafeEqual } from 'node:crypto';
import { reasonOf, type Secret } from '@durabot/bot-api';
import type { Log } from '@durabot/postgres';
import type { Update } from '@grammyjs/types';
import type { FastifyPluginAsync } from 'fastify';

/** One bot as its webhook sees it. */
export interface WebhookTarget {
  secretToken: Secret;
  /** Stores the update; resolves once it is committed. */
  append: (update: Update) => Promise<void>;
}

/** Larger than any update Telegram keeps (512 KiB). */
const maxBodyBytes = 1024 * 1024;

/**
 * Serves `POST /telegram/<bot>`: checks the secret token, stores the update, and only then answers 200.
 * A database that is away is answered with 503, so that Telegram keeps the update and comes again.
 */
export function createWebhooks(deps: {
  log: Log;
  find: (bot: string) => WebhookTarget | undefined;
  accepting: () => boolean;
}): FastifyPluginAsync {
  return async (app) => {
    app.post<{ Params: { bot: string } }>('/telegram/:bot', { bodyLimit: maxBodyBytes }, (request, reply) => {
      const target = deps.find(request.params.bot);
      const token = request.headers['x-telegram-bot-api-secret-token'];
      // A bot that does not exist and a wrong token look the same from outside.
      if (target === undefined || !isSecret(token, target.secretToken)) {
        void reply
          .code(403)
          .send({ error: { code: 'WEBHOOK_FORBIDDEN', message: 'Unknown bot or wrong secret token.' } });
        return;
      }
      const { body: update } = request;
      if (!isUpdate(update)) {
        void reply.code(400).send({
          error: {
            code: 'UPDATE_MALFORMED',
            message: 'The body is not an update: a JSON object with a whole number update_id.',
          },
        });
        return;
      }
      if (!deps.accepting()) {
        void reply.code(503).header('retry-after', 1).send(unavailable);
        return;
      }
      // Not an async handler: Fastify would watch each answer to its last byte, which takes longer than answering.
      target.append(update).then(
        () => void reply.code(200).send(),
        (error: unknown) => {
          deps.log.warn(
            { bot: request.params.bot, updateId: update.update_id, error: reasonOf(error) },
            'webhook update not stored',
          );
          void reply.code(503).header('retry-after', 2).send(unavailable);
        },
      );
    });
  };
}

/** Checks what the pipeline itself relies on; all else is kept as it came. */
function isUpdate(body: unknown): body is Update {
  return typeof body === 'object' && body !== null && 'update_id' in body && Number.isSafeInteger(body.update_id);
}

const unavailable = { error: { code: 'UNAVAILABLE', message: 'The update was not stored; send it again later.' } };

/** In a time that tells nothing of how much of it was right; how long a secret token is, is no secret. */
function isSecret(given: unknown, secret: Secret): boolean {
  if (typeof given !== 'string') return false;
  const expected = bytesOf.get(secret) ?? Buffer.from(secret.reveal());
  bytesOf.set(secret, expected);
  const bytes = Buffer.from(given);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

/** What each secret is in bytes; it stays the same for every webhook. */
const bytesOf = new WeakMap<Secret, Buffer>();
