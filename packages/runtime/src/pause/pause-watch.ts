import type { Database } from '@durabot/postgres';

/**
 * What operators have paused, as a copy in memory: asking costs a look into a set. The table is read again at each notice
 * and every second, so that every process knows within a second.
 */
export interface PauseWatch {
  isBotPaused(bot: string): boolean;
  /** Whether nothing of this chat may be handled or sent, because of itself or of its bot. */
  isPaused(bot: string, chatKey: string): boolean;
  /** The paused chats of a bot. */
  chatsOf(bot: string): readonly string[];
  /** All of them, as `<bot>/<chat key>`. */
  chats(): readonly string[];
  /** Reads the table. @throws DatabaseError when it is away; what was known stays */
  refresh(): Promise<void>;
}

export function createPauseWatch(deps: { db: Database; onChange: () => void }): PauseWatch {
  let known = '[]';
  let bots: ReadonlySet<string> = new Set();
  let chats: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  let all: readonly string[] = [];

  return {
    isBotPaused: (bot) => bots.has(bot),
    isPaused: (bot, chatKey) => bots.has(bot) || (chats.get(bot)?.has(chatKey) ?? false),
    chatsOf: (bot) => [...(chats.get(bot) ?? [])],
    chats: () => all,
    refresh: async () => {
      const { rows } = await deps.db.prepared<{ bot: string; chat_key: string }>(
        'pause_read',
        'select bot, chat_key from durabot.pause order by bot, chat_key',
      );
      const read = JSON.stringify(rows);
      if (read === known) return;
      known = read;
      const ofChats = rows.filter(({ chat_key }) => chat_key !== '');
      bots = new Set(rows.filter(({ chat_key }) => chat_key === '').map(({ bot }) => bot));
      chats = new Map(
        [...new Set(ofChats.map(({ bot }) => bot))].map((bot) => [
          bot,
          new Set(ofChats.filter((row) => row.bot === bot).map(({ chat_key }) => chat_key)),
        ]),
      );
      all = ofChats.map(({ bot, chat_key }) => `${bot}/${chat_key}`);
      deps.onChange();
    },
  };
}
