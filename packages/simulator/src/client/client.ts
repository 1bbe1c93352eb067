import type { ClockChange, ClockState } from '../clock.ts';
import { isJsonObject } from '../json.ts';
import type { JournalEntry } from '../journal.ts';
import type { ActiveFaultRule, FaultRule } from '../load/faults.ts';
import type { BucketState } from '../load/flood-control.ts';
import type { LimitPreset, Limits } from '../load/limits.ts';
import { createActorChat, type ActorChat } from './chat.ts';
import { createInlineActor, type InlineActor } from './inline.ts';
import { createAppActor, type AppActor } from './web-apps.ts';
import { createPayingActor, type PayingActor, type SimStars } from './payments.ts';
import { createControlHttp, type ControlHttp } from './http.ts';
import type { SentFile } from './media.ts';
import { createMemberActor, type MemberActor, type MemberDetails, type SimInviteLink } from './members.ts';
import { fetchTranscript, type TranscriptRequest } from './transcript.ts';
import type { SimBot, SimStats, SimUser } from './types.ts';

export interface NewSimUser {
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  id?: number;
  is_premium?: boolean;
  hides_forwards?: boolean;
  /** The profile photo. */
  photo?: SentFile;
}

/** A person who acts in chats. */
export interface Actor extends PayingActor, AppActor, MemberActor, InlineActor {
  readonly id: number;
  readonly user: SimUser;
  /** The private chat with a bot, by id or username. */
  with(bot: number | string): Promise<ActorChat>;
  /** A group that the person is in; `reply` waits for that bot, if one is named. */
  in(chat: number, bot?: number | string): Promise<ActorChat>;
  blocks(bot: number | string): Promise<void>;
  unblocks(bot: number | string): Promise<void>;
}

export interface NewSimBot {
  username: string;
  first_name?: string;
  token?: string;
  id?: number;
  can_join_groups?: boolean;
  can_read_all_group_messages?: boolean;
  supports_inline_queries?: boolean;
  inline_placeholder?: string;
  inline_feedback?: boolean;
  has_topics_enabled?: boolean;
  allows_users_to_create_topics?: boolean;
}

export interface NewSimChat {
  type: 'group' | 'supergroup' | 'channel';
  title: string;
  members?: (number | string)[];
  is_forum?: boolean;
  owner?: number | string;
  /** Public chats have one. */
  username?: string;
}

/** The rates of sending, and the buckets that are not full, the emptiest first. */
export interface SimLimits extends Limits {
  /** Absent when the figures are those of none. */
  preset?: LimitPreset;
  buckets: BucketState[];
}

/** A typed client of the control API, for tests. */
export interface SimulatorClient {
  /** Root of the Bot API and of the control API. */
  readonly url: string;
  readonly http: ControlHttp;
  bot(bot: NewSimBot): Promise<SimBot>;
  user(user: NewSimUser): Promise<Actor>;
  group(chat: NewSimChat): Promise<{ id: number; type: string; title: string }>;
  /** Somebody joins or leaves a group, or gets another role. */
  member(chat: number, user: number | string, status: string, details?: MemberDetails): Promise<void>;
  inviteLinks(chat: number | string): Promise<SimInviteLink[]>;
  migrate(chat: number): Promise<{ migrate_to_chat_id: number }>;
  clock(change?: ClockChange): Promise<ClockState>;
  /** Orders a fault. @returns its id */
  fault(rule: Omit<FaultRule, 'bot'> & { bot?: number | string }): Promise<number>;
  /** The faults that are ordered: how many calls or updates each has seen, and how many it hit. */
  faults(): Promise<ActiveFaultRule[]>;
  clearFaults(): Promise<void>;
  /** Reads or changes the rates of sending. A change fills the buckets. */
  limits(change?: Partial<Limits> & { preset?: LimitPreset }): Promise<SimLimits>;
  stats(bot?: number | string): Promise<SimStats>;
  journal(options?: { bot?: number | string; after?: number }): Promise<JournalEntry[]>;
  /** getWebhookInfo of a bot. */
  webhookInfo(token: string): Promise<Record<string, unknown>>;
  /** The Stars of a bot, newest transaction last. */
  botStars(bot: number | string): Promise<SimStars>;
  /** Gives a bot play Stars. @returns its balance */
  giveStars(bot: number | string, amount: number): Promise<number>;
  /** A chat as a file: JSON, HTML or a picture. */
  transcript(request: TranscriptRequest): Promise<Buffer>;
  /** Gives a bot its main Mini App, or one with a short name for direct links. */
  webApp(bot: number | string, url: string, shortName?: string): Promise<void>;
  reset(): Promise<void>;
}

/**
 * Connects to a simulator, in this process or elsewhere. It holds no connection and no state: one for each simulator, as
 * many as wanted, and nothing to close.
 *
 * @param url address of a simulator, as its `start` gave it
 * @throws SimulatorError from all calls: what the simulator refuses, with its `status` and `code`
 * @example
 * ```ts
 * const sim = createSimulatorClient(url);
 * const bot = await sim.bot({ username: 'repair_bot' });
 * const anna = await sim.user({ first_name: 'Anna' });
 * const chat = await anna.with('repair_bot');
 * await chat.sends('/start');
 * await chat.presses('Create');
 * expect(await chat.reply()).toMatchObject({ text: 'What is broken?' });
 * ```
 */
export function createSimulatorClient(url: string): SimulatorClient {
  const http = createControlHttp(url);
  return {
    url,
    http,
    bot: async (bot) => await http.post('bots', bot),
    user: async (user) => createActor(http, await http.post<SimUser>('users', user)),
    group: async (chat) => await http.post('chats', chat),
    member: async (chat, user, status, details) => {
      await http.post('members', { chat, user, status, ...details });
    },
    inviteLinks: async (chat) =>
      (await http.get<{ invite_links: SimInviteLink[] }>('invite-links', { chat })).invite_links,
    migrate: async (chat) => await http.post('migrations', { chat }),
    clock: async (change) => (change === undefined ? await http.get('clock') : await http.post('clock', change)),
    fault: async (rule) => (await http.post<{ id: number }>('faults', rule)).id,
    faults: async () => (await http.get<{ faults: ActiveFaultRule[] }>('faults')).faults,
    clearFaults: async () => {
      await http.delete('faults');
    },
    limits: async (change) => (change === undefined ? await http.get('limits') : await http.post('limits', change)),
    stats: async (bot) => await http.get('stats', { bot }),
    journal: async (options) => (await http.get<{ entries: JournalEntry[] }>('journal', { ...options })).entries,
    webhookInfo: async (token) => {
      const response = await fetch(new URL(`/bot${token}/getWebhookInfo`, url));
      const body: unknown = await response.json();
      return isJsonObject(body) && isJsonObject(body['result']) ? body['result'] : {};
    },
    botStars: async (bot) => await http.get('stars', { bot }),
    giveStars: async (bot, amount) => (await http.post<SimStars>('stars', { bot, amount })).balance,
    transcript: async (request) => await fetchTranscript(url, request),
    webApp: async (bot, address, shortName = '') => {
      await http.post('web-apps/register', { bot, url: address, short_name: shortName });
    },
    reset: async () => {
      await http.post('reset');
    },
  };
}

function createActor(http: ControlHttp, user: SimUser): Actor {
  const idOf = async (bot: number | string): Promise<number> => (await http.get<{ id: number }>(`bots/${bot}`)).id;
  return {
    ...createPayingActor(http, user.id),
    ...createAppActor(http, user.id),
    ...createMemberActor(http, user.id),
    ...createInlineActor(http, user.id),
    id: user.id,
    user,
    with: async (bot) => {
      const botId = await idOf(bot);
      return createActorChat(http, { user: user.id, bot: botId, botId });
    },
    in: async (chat, bot) =>
      createActorChat(http, { user: user.id, chat, ...(bot === undefined ? {} : { botId: await idOf(bot) }) }),
    blocks: async (bot) => {
      await http.post('blocks', { user: user.id, bot, blocked: true });
    },
    unblocks: async (bot) => {
      await http.post('blocks', { user: user.id, bot, blocked: false });
    },
  };
}
