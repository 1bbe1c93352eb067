import type { VirtualClock } from '../clock.ts';
import type { EventBus } from '../events.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store/store.ts';
import { MessageBoxes } from './message-boxes.ts';
import type { MemberRecord } from './member-records.ts';
import type { BotRecord, ChatRecord, DialogRecord, UpdateRecord, UserRecord } from './types.ts';

/** The bytes of uploaded files, by the SHA-256 of their content. */
export interface FileBytes {
  put(sha: string, bytes: Buffer): void;
  get(sha: string): Buffer | undefined;
}

export interface WorldParts {
  store: Store;
  clock: VirtualClock;
  random: Random;
  events: EventBus;
  files: FileBytes;
}

/**
 * Everything a bot or a person can see: users, bots, chats, messages, queues. It does no network I/O;
 * the functions of this folder change it, and one `commit` after each request keeps the changes.
 */
export class World {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly events: EventBus;
  files: FileBytes;
  readonly boxes = new MessageBoxes();
  readonly #botByToken = new Map<string, BotRecord>();
  readonly #members = new Map<number, Map<number, MemberRecord>>();
  readonly #queues = new Map<number, UpdateRecord[]>();
  /** Bytes of each bot's queued updates, kept by those who change the queues. */
  readonly queueBytes = new Map<number, number>();
  #revision = 0;
  /** Called for each update that was queued. */
  onUpdate: ((update: UpdateRecord) => void) | undefined;

  constructor(parts: WorldParts) {
    this.store = parts.store;
    this.clock = parts.clock;
    this.random = parts.random;
    this.events = parts.events;
    this.files = parts.files;
  }

  /** Rebuilds what is derived from the tables; needed after the tables were loaded or emptied. */
  reindex(): void {
    const { tables } = this.store;
    this.#botByToken.clear();
    this.#members.clear();
    this.#queues.clear();
    this.queueBytes.clear();
    this.boxes.clear();
    for (const bot of tables.bot.values()) this.#botByToken.set(bot.token, bot);
    for (const member of tables.member.values()) this.#membersOf(member.chatId).set(member.userId, member);
    for (const update of tables.update.values()) this.queueOf(update.botId).push(update);
    for (const queue of this.#queues.values()) queue.sort((a, b) => a.id - b.id);
    this.#revision = 0;
    for (const message of tables.message.values()) {
      this.boxes.add(message);
      this.#revision = Math.max(this.#revision, message.rev);
    }
    this.boxes.sort();
  }

  /** Number of the latest change of any message. */
  get revision(): number {
    return this.#revision;
  }

  takeRevision(): number {
    this.#revision += 1;
    return this.#revision;
  }

  findBotByToken(token: string): BotRecord | undefined {
    return this.#botByToken.get(token);
  }

  findBot(idOrName: number | string): BotRecord | undefined {
    const { bot } = this.store.tables;
    const direct = bot.get(idOrName);
    if (direct !== undefined) return direct;
    const name = String(idOrName).replace(/^@/, '').toLowerCase();
    for (const candidate of bot.values()) if (candidate.username.toLowerCase() === name) return candidate;
    return undefined;
  }

  putBot(bot: BotRecord): BotRecord {
    const before = this.store.tables.bot.get(bot.id);
    if (before !== undefined) this.#botByToken.delete(before.token);
    this.#botByToken.set(bot.token, bot);
    return this.store.tables.bot.put(bot.id, bot);
  }

  touchBot(bot: BotRecord): void {
    this.store.tables.bot.put(bot.id, bot);
  }

  findUser(id: number): UserRecord | undefined {
    return this.store.tables.user.get(id);
  }

  findChat(id: number): ChatRecord | undefined {
    return this.store.tables.chat.get(id);
  }

  #membersOf(chatId: number): Map<number, MemberRecord> {
    const known = this.#members.get(chatId);
    if (known !== undefined) return known;
    const created = new Map<number, MemberRecord>();
    this.#members.set(chatId, created);
    return created;
  }

  findMember(chatId: number, userId: number): MemberRecord | undefined {
    const member = this.#members.get(chatId)?.get(userId);
    return member?.untilDate === undefined ? member : this.#endOfTerm(member);
  }

  /** Who is in the chat now. */
  listMembers(chatId: number): MemberRecord[] {
    return this.listKnownMembers(chatId).filter(isPresent);
  }

  /** Also those who left, were removed, or may not come in. */
  listKnownMembers(chatId: number): MemberRecord[] {
    const members = [...(this.#members.get(chatId)?.values() ?? [])];
    return members.map((member) => (member.untilDate === undefined ? member : this.#endOfTerm(member)));
  }

  /** A ban or a restriction whose time is over is gone, without an update, as on Telegram. */
  #endOfTerm(member: MemberRecord): MemberRecord {
    if (member.untilDate === undefined || member.untilDate > this.clock.seconds()) return member;
    const isIn = member.status === 'restricted' && member.isAway !== true;
    const free: MemberRecord = { chatId: member.chatId, userId: member.userId, status: isIn ? 'member' : 'left' };
    if (isIn && member.tag !== undefined) free.tag = member.tag;
    if (isIn && member.inviteLink !== undefined) free.inviteLink = member.inviteLink;
    this.putMember(free);
    return free;
  }

  putMember(member: MemberRecord): void {
    this.#membersOf(member.chatId).set(member.userId, member);
    this.store.tables.member.put(`${member.chatId}:${member.userId}`, member);
  }

  /** Chats in which this person or bot is now. */
  listChatsOf(userId: number): ChatRecord[] {
    const chats: ChatRecord[] = [];
    for (const chatId of this.#members.keys()) {
      const member = this.findMember(chatId, userId);
      const chat = member !== undefined && isPresent(member) ? this.findChat(chatId) : undefined;
      if (chat !== undefined) chats.push(chat);
    }
    return chats;
  }

  findDialog(botId: number, userId: number): DialogRecord | undefined {
    return this.store.tables.dialog.get(`${botId}:${userId}`);
  }

  putDialog(dialog: DialogRecord): void {
    this.store.tables.dialog.put(`${dialog.botId}:${dialog.userId}`, dialog);
  }

  /** The updates of a bot that were not yet confirmed, oldest first. */
  queueOf(botId: number): UpdateRecord[] {
    const known = this.#queues.get(botId);
    if (known !== undefined) return known;
    const created: UpdateRecord[] = [];
    this.#queues.set(botId, created);
    return created;
  }

  replaceQueue(botId: number, queue: UpdateRecord[]): void {
    this.#queues.set(botId, queue);
  }

  /** A whole number in decimal digits, as long as Telegram's 64-bit ids. */
  newLongId(): string {
    const high = this.random.between(100_000_000, 922_337_202);
    const low = this.random.between(0, 999_999_999);
    return `${high}${String(low).padStart(9, '0')}`;
  }
}

export function isPresent(member: MemberRecord): boolean {
  return member.status !== 'left' && member.status !== 'kicked' && member.isAway !== true;
}

/** Name of the private conversation of a bot and a person. */
export function privateBox(botId: number, userId: number): string {
  return `p${botId}:${userId}`;
}

export type BoxAddress = { kind: 'private'; botId: number; userId: number } | { kind: 'chat'; chatId: number };

export function parseBox(box: string): BoxAddress {
  if (!box.startsWith('p')) return { kind: 'chat', chatId: Number(box) };
  const colon = box.indexOf(':');
  return { kind: 'private', botId: Number(box.slice(1, colon)), userId: Number(box.slice(colon + 1)) };
}
