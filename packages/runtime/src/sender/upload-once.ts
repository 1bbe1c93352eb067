import { TelegramError } from '@durabot/bot-api';
import type { Sql } from '@durabot/postgres';
import { findSentFiles, forgetSentFiles, rememberSentFiles, uploadsOf, withFileIds } from '../outbox/sent-files.ts';

/** Makes a call that may upload files, given its payload. */
export type SendPayload = (payload: Record<string, unknown>) => Promise<unknown>;

/**
 * Lets a file be uploaded once for each bot, however many chats get it: whoever comes while it is on its way waits, and
 * those after it send the id that Telegram has given it. An id that Telegram knows no more is forgotten, and the bytes go again.
 */
export function createUploads(
  db: Sql,
  bot: string,
): (method: string, payload: Record<string, unknown>, send: SendPayload) => Promise<unknown> {
  const underWay = new Map<string, Promise<void>>();

  return async (method, payload, send) => {
    const uploads = uploadsOf(method, payload);
    if (uploads.length === 0) return send(payload);
    const release = await takeTurn([...new Set(uploads.map(({ kind, sha256 }) => `${kind}/${sha256}`))]);
    try {
      const ids = await findSentFiles(db, bot, uploads);
      // Nothing is uploaded, so nobody has to wait for it.
      if (!ids.includes(undefined)) release();
      const answer = await sendWith(ids);
      // Only a saving: without it the next one uploads again.
      await rememberSentFiles(db, bot, uploads, answer).catch(ignore);
      return answer;
    } finally {
      release();
    }

    async function sendWith(ids: readonly (string | undefined)[]): Promise<unknown> {
      if (ids.every((id) => id === undefined)) return send(payload);
      try {
        return await send(withFileIds(payload, uploads, ids));
      } catch (error) {
        if (!isWrongFile(error)) throw error;
        await forgetSentFiles(db, bot, uploads);
        return send(payload);
      }
    }
  };

  /** Resolves when nobody uploads any of these, with what ends the turn. */
  async function takeTurn(keys: readonly string[]): Promise<() => void> {
    for (;;) {
      const other = keys.map((key) => underWay.get(key)).find((turn) => turn !== undefined);
      if (other === undefined) break;
      await other;
    }
    let end: () => void = ignore;
    const turn = new Promise<void>((resolve) => (end = resolve));
    for (const key of keys) underWay.set(key, turn);
    return () => {
      for (const key of keys) if (underWay.get(key) === turn) underWay.delete(key);
      end();
    };
  }
}

function ignore(): void {}

function isWrongFile(error: unknown): boolean {
  return (
    error instanceof TelegramError && error.status === 400 && /wrong (remote )?file|file_id/i.test(error.description)
  );
}
