import type { JsonObject } from '../json.ts';
import type { BotRecord, UpdateRecord } from './types.ts';
import type { World } from './world.ts';

/** All kinds of Bot API 10.3, in the order of the documentation. */
export const UPDATE_KINDS: readonly string[] = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
  'subscription',
  'stopped_message_generation',
];

const OFF_BY_DEFAULT: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count'];
const MAX_QUEUED = 100_000;
const MAX_QUEUED_BYTES = 128 * 1024 * 1024;
const MAX_UPDATE_BYTES = 512 * 1024;
const LARGEST_UPDATE_ID = 2_000_000_000;

export const DAY_MS = 86_400_000;
export const CALLBACK_LIFETIME_MS = 150_000;

function isWanted(bot: BotRecord, kind: string): boolean {
  if (bot.allowedUpdates === null) return !OFF_BY_DEFAULT.includes(kind);
  return bot.allowedUpdates.includes(kind);
}

/**
 * Takes over `allowed_updates`: what is no JSON array is ignored, an array without a known name means the default set.
 *
 * @returns whether the setting is now different
 */
export function setAllowedUpdates(world: World, bot: BotRecord, text: string | undefined): void {
  if (text === undefined || text === '') return;
  let wanted: unknown;
  try {
    wanted = JSON.parse(text);
  } catch {
    return;
  }
  if (!Array.isArray(wanted)) return;
  const known = UPDATE_KINDS.filter((kind) =>
    wanted.some((name) => typeof name === 'string' && name.toLowerCase() === kind),
  );
  const isDefault = known.length === 0 || known.join() === defaultKinds().join();
  const next = isDefault ? null : known;
  if ((bot.allowedUpdates ?? []).join() === (next ?? []).join()) return;
  bot.allowedUpdates = next;
  world.touchBot(bot);
}

function defaultKinds(): string[] {
  return UPDATE_KINDS.filter((kind) => !OFF_BY_DEFAULT.includes(kind));
}

export interface NewUpdate {
  kind: string;
  queueKey: string;
  expiresAtMs: number;
  payload: () => JsonObject;
}

/**
 * Queues an update for a bot. It exists only if the bot wants its kind at this moment;
 * a full queue drops new updates silently, as Telegram does.
 *
 * @returns the update's id, or `undefined` when it does not exist
 */
export function queueUpdate(world: World, bot: BotRecord, update: NewUpdate): number | undefined {
  if (!isWanted(bot, update.kind) || update.expiresAtMs <= world.clock.now()) return undefined;
  const queue = world.queueOf(bot.id);
  if (queue.length >= MAX_QUEUED) return undefined;
  const json = JSON.stringify(update.payload());
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_UPDATE_BYTES || queuedBytes(world, bot.id) + bytes > MAX_QUEUED_BYTES) return undefined;
  const id = bot.nextUpdateId;
  bot.nextUpdateId = id >= LARGEST_UPDATE_ID ? 1 : id + 1;
  world.touchBot(bot);
  const record: UpdateRecord = {
    botId: bot.id,
    id,
    kind: update.kind,
    queueKey: update.queueKey,
    // A bot that runs would have fetched it on the way.
    expiresAtMs: update.expiresAtMs + world.clock.restOfWayMs,
    json,
  };
  world.queueBytes.set(bot.id, queuedBytes(world, bot.id) + bytes);
  queue.push(record);
  world.store.tables.update.put(`${bot.id}:${id}`, record);
  world.events.emit('update', { kind: 'inspectors' }, () => ({ bot_id: bot.id, update: parseUpdate(record) }));
  world.onUpdate?.(record);
  return id;
}

export function parseUpdate(update: UpdateRecord): JsonObject {
  return { update_id: update.id, [update.kind]: JSON.parse(update.json) };
}

/** The update as the official server writes it, with its line break. */
export function updateText(update: UpdateRecord): string {
  return `{"update_id":${update.id},\n"${update.kind}":${update.json}}`;
}

/** Forgets expired updates. @returns how many there were */
export function dropExpired(world: World, botId: number): number {
  const queue = world.queueOf(botId);
  const now = world.clock.now();
  if (!queue.some((update) => update.expiresAtMs <= now)) return 0;
  const kept = queue.filter((update) => update.expiresAtMs > now);
  forget(
    world,
    botId,
    queue.filter((update) => update.expiresAtMs <= now),
  );
  world.replaceQueue(botId, kept);
  return queue.length - kept.length;
}

/** Forgets the first `count` updates of a bot. */
export function dropFirst(world: World, botId: number, count: number): void {
  const queue = world.queueOf(botId);
  forget(world, botId, queue.slice(0, count));
  queue.splice(0, count);
}

/** Forgets one update, wherever it stands in the queue. */
export function dropUpdate(world: World, update: UpdateRecord): void {
  const queue = world.queueOf(update.botId);
  const index = queue.indexOf(update);
  if (index === -1) return;
  forget(world, update.botId, [update]);
  queue.splice(index, 1);
}

/** Takes updates that still stand in the queue out of the books. */
function forget(world: World, botId: number, updates: readonly UpdateRecord[]): void {
  let bytes = queuedBytes(world, botId);
  for (const update of updates) {
    bytes -= Buffer.byteLength(update.json);
    world.store.tables.update.delete(`${botId}:${update.id}`);
  }
  world.queueBytes.set(botId, bytes);
}

function queuedBytes(world: World, botId: number): number {
  const known = world.queueBytes.get(botId);
  if (known !== undefined) return known;
  return world.queueOf(botId).reduce((sum, update) => sum + Buffer.byteLength(update.json), 0);
}
