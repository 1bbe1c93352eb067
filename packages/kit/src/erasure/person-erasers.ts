import type { Tx } from '@durabot/postgres';
import type { Eraser, ErasureSubject } from './eraser.ts';

/**
 * Removes what the kit keeps of somebody who talks to a bot: notices, what they chose about them, cards in their private
 * chat, and buttons that are theirs alone.
 *
 * @param userOf whom a subject is in Telegram; undefined for who never was there, or has to stay
 */
export function personErasers(
  bot: string,
  userOf: (tx: Tx, subject: ErasureSubject) => Promise<number | undefined>,
): readonly Eraser[] {
  const deleting = (table: string, sql: string): Eraser => ({
    table,
    erase: async (tx, subject) => {
      const userId = await userOf(tx, subject);
      if (userId === undefined) return {};
      const { rowCount } = await tx.query(sql, [bot, userId]);
      return { deleted: rowCount ?? 0 };
    },
  });
  return [
    deleting('kit.notice', 'delete from kit.notice where bot = $1 and user_id = $2'),
    deleting('kit.notify_setting', 'delete from kit.notify_setting where bot = $1 and user_id = $2'),
    deleting('kit.card', 'delete from kit.card where bot = $1 and chat_id = $2'),
    deleting('kit.action', 'delete from kit.action where bot = $1 and user_ids = array[$2::bigint]'),
  ];
}
