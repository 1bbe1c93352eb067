/** Work is owned by shards; every chat belongs to exactly one. The number may not change while entries wait. */
export const shardCount = 64;

/** The shard of a chat: FNV-1a over the bot's name and the chat key, the same on every machine. */
export function shardOf(bot: string, chatKey: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${bot}/${chatKey}`) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % shardCount;
}
