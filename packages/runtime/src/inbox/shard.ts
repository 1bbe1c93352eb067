import { stableHash } from '../stable-hash.ts';

/** Work is owned by shards; every chat belongs to exactly one. The number may not change while entries wait. */
export const shardCount = 64;

/** The shard of a chat, the same on every machine. */
export function shardOf(bot: string, chatKey: string): number {
  return stableHash(`${bot}/${chatKey}`) % shardCount;
}
