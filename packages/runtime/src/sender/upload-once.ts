import { TelegramError } from '@durabot/bot-api';
import type { Sql } from '@durabot/postgres';
import { findSentFile, forgetSentFile, rememberSentFile, uploadOf } from '../outbox/sent-files.ts';

/** Makes a call that may upload a file, given its payload. */
export type SendPayload = (payload: Record<string, unknown>) => Promise<unknown>;

/**
 * Lets a file be uploaded once for each bot, however many chats get it: whoever comes while it is on its way waits, and
 * those after it send the id that Telegram has given it. An id that Telegram knows no more is forgotten, and the bytes go again.
 */
export function createUploads(
  db: Sql,
  bot: string,
): (method: string, payload: Record<string, unknown>, send: SendPayload) => Promise<unknown> {
  const underWay = new Map<string, Promise<unknown>>();

  return async (method, payload, send) => {
    const upload = uploadOf(method, payload);
    if (upload === undefined) return send(payload);
    const key = `${upload.kind}/${upload.sha256}`;
    for (let other = underWay.get(key); other !== undefined; other = underWay.get(key)) await other;
    const known = findSentFile(db, bot, upload);
    underWay.set(key, known.then(ignore, ignore));
    const fileId = await known.catch((error: unknown) => {
      underWay.delete(key);
      throw error;
    });
    if (fileId !== undefined) {
      underWay.delete(key);
      try {
        return await send({ ...payload, [upload.kind]: fileId });
      } catch (error) {
        if (!isWrongFile(error)) throw error;
        await forgetSentFile(db, bot, upload);
      }
    }
    const uploading = (async () => {
      const message = await send(payload);
      // Only a saving: without it the next one uploads again.
      await rememberSentFile(db, bot, upload, message).catch(ignore);
      return message;
    })();
    underWay.set(key, uploading.then(ignore, ignore));
    return uploading.finally(() => underWay.delete(key));
  };
}

function ignore(): void {}

function isWrongFile(error: unknown): boolean {
  return (
    error instanceof TelegramError && error.status === 400 && /wrong (remote )?file|file_id/i.test(error.description)
  );
}
