import { post, request } from './http.ts';
import type { Chat, ClockState, Message, User } from './types.ts';

/** One call of a bot, or one update for it. */
export interface JournalEntry {
  seq: number;
  kind: 'call' | 'update';
  bot_id: number;
  /** Milliseconds since 1970 of the simulated time. */
  at: number;
  method?: string;
  request?: Record<string, unknown>;
  status?: number;
  answer?: unknown;
  ms?: number;
  cut?: boolean;
  update?: Record<string, unknown>;
}

export interface JournalFilter {
  bot?: number | undefined;
  kind?: 'call' | 'update' | undefined;
  method?: string | undefined;
  chat?: string | undefined;
  errors?: boolean | undefined;
  q?: string | undefined;
}

export interface BotDelivery {
  bot_id: number;
  username: string;
  first_name: string;
  mode: 'webhook' | 'polling' | 'idle';
  pending: number;
  delivered: number;
  expired: number;
  waiting: { update_id: number; kind: string }[];
  webhook?: {
    url: string;
    max_connections: number;
    failed: number;
    last_error_date: number | null;
    last_error_message: string | null;
  };
}

export interface Stats {
  calls: Record<string, { ok: number; failed: number }>;
  too_many_requests: number;
  sends_per_s_peak: number;
}

export interface Limits {
  enforced: boolean;
  per_bot_per_s: number;
  per_chat_per_s: number;
  burst: number;
  group_per_min: number;
}

export interface Bucket {
  bot_id: number;
  chat_id?: number;
  kind: 'bot' | 'chat' | 'group';
  tokens: number;
  capacity: number;
  wait_ms: number;
}

export interface FaultAction {
  status?: number;
  description?: string;
  retry_after?: number;
  delay_ms?: number;
  reset?: 'before' | 'after';
  body?: 'html' | 'truncated';
}

export interface FaultRule {
  bot?: number;
  method?: string;
  chat?: number;
  nth?: number;
  every?: number;
  probability?: number;
  times?: number;
  action: FaultAction;
}

export interface ActiveFault extends FaultRule {
  id: number;
  seen: number;
  fired: number;
}

export interface BotDetails {
  id: number;
  username: string;
  first_name: string;
  token: string;
  description?: string;
  short_description?: string;
  can_join_groups: boolean;
  can_read_all_group_messages: boolean;
}

export interface Member {
  user: User;
  status: 'creator' | 'administrator' | 'member' | 'restricted';
  /** What an administrator may do. */
  rights?: string[];
  /** What a restricted person may still do. */
  permissions?: string[];
}

export interface ChatDetails extends Chat {
  members: number;
  description?: string;
  is_forum?: boolean;
  migrated_to?: number;
  /** Seconds that people wait between two messages; in supergroups only. */
  slow_mode_delay?: number;
  member_list: Member[];
}

export const JOURNAL_PAGE = 200;

/** Entries that fit: after a number, or the newest before one; oldest first. */
export async function listJournal(
  filter: JournalFilter,
  place: { after: number } | { before: number },
): Promise<{ entries: JournalEntry[]; newest: number }> {
  const query = new URLSearchParams({ limit: String(JOURNAL_PAGE) });
  for (const [name, value] of Object.entries({ ...filter, errors: filter.errors ? '1' : undefined, ...place })) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return await request(`/_sim/journal?${query}`);
}

export async function listDelivery(): Promise<BotDelivery[]> {
  return (await request<{ bots: BotDelivery[] }>('/_sim/delivery')).bots;
}

export async function listBots(): Promise<BotDetails[]> {
  return (await request<{ bots: BotDetails[] }>('/_sim/bots')).bots;
}

export function getStats(bot?: number): Promise<Stats> {
  return request(`/_sim/stats${bot === undefined ? '' : `?bot=${bot}`}`);
}

export function getClock(): Promise<ClockState> {
  return request('/_sim/clock');
}

export function changeClock(change: {
  now?: number;
  advance_ms?: number;
  rate?: number;
  frozen?: boolean;
}): Promise<ClockState> {
  return post('/_sim/clock', change);
}

export function getLimits(): Promise<Limits> {
  return request('/_sim/limits');
}

export function changeLimits(change: Partial<Limits>): Promise<Limits> {
  return post('/_sim/limits', change);
}

export async function listBuckets(): Promise<Bucket[]> {
  return (await request<{ buckets: Bucket[] }>('/_sim/limits/buckets')).buckets;
}

export async function listFaults(): Promise<ActiveFault[]> {
  return (await request<{ faults: ActiveFault[] }>('/_sim/faults')).faults;
}

export function addFault(rule: FaultRule): Promise<{ id: number }> {
  return post('/_sim/faults', rule);
}

export function removeFault(id?: number): Promise<unknown> {
  return request(`/_sim/faults${id === undefined ? '' : `?id=${id}`}`, { method: 'DELETE' });
}

export function resetWorld(): Promise<unknown> {
  return post('/_sim/reset', {});
}

export function createChat(chat: {
  type: 'group' | 'supergroup' | 'channel';
  title: string;
  members: number[];
  owner: number;
  is_forum?: boolean;
}): Promise<{ id: number }> {
  return post('/_sim/chats', chat);
}

export function getChat(id: number): Promise<ChatDetails> {
  return request(`/_sim/chats/${id}`);
}

export interface ChatChange {
  title?: string;
  description?: string;
  slow_mode_delay?: number;
}

export function editChat(id: number, change: ChatChange & { from: number }): Promise<unknown> {
  return patch(`/_sim/chats/${id}`, change);
}

/** What becomes of a member; rights and permissions are given whole. */
export interface MemberChange {
  status: string;
  rights?: string[];
  permissions?: string[];
}

export function setMember(change: MemberChange & { chat: number; user: number; by: number }): Promise<unknown> {
  return post('/_sim/members', change);
}

export function migrateChat(chat: number): Promise<{ migrate_to_chat_id: number }> {
  return post('/_sim/migrations', { chat });
}

export interface InviteLink {
  invite_link: string;
  is_revoked: boolean;
}

export async function listInviteLinks(chat: number): Promise<InviteLink[]> {
  return (await request<{ invite_links: InviteLink[] }>(`/_sim/invite-links?chat=${chat}`)).invite_links;
}

export function createInviteLink(from: number, chat: number): Promise<InviteLink> {
  return post('/_sim/invite-links', { from, chat });
}

export async function listPinned(user: number, chat: number): Promise<Message[]> {
  return (await request<{ messages: Message[] }>(`/_sim/pins?user=${user}&chat=${chat}`)).messages;
}

export function getStars(who: { bot: number } | { user: number }): Promise<{ balance: number }> {
  const [[name, id] = ['user', 0]] = Object.entries(who);
  return request(`/_sim/stars?${name}=${id}`);
}

export function addStars(who: { bot: number } | { user: number }, amount: number): Promise<unknown> {
  return post('/_sim/stars', { ...who, amount });
}

export function changeUser(id: number, change: { deactivated: boolean }): Promise<unknown> {
  return patch(`/_sim/users/${id}`, change);
}

function patch<T>(path: string, body: object): Promise<T> {
  return request(path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
