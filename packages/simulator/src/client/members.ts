import type { ControlHttp } from './http.ts';

/** Rights or permissions: the names of those that are given, or each name with yes or no. */
export type SimNames = readonly string[] | Readonly<Record<string, boolean>>;

export interface MemberDetails {
  /** Who does it, if they may; without one, people come and go by themselves and the owner does the rest. */
  by?: number | string;
  rights?: SimNames;
  is_anonymous?: boolean;
  custom_title?: string;
  permissions?: SimNames;
  /** Unix seconds. */
  until_date?: number;
  tag?: string;
}

export interface SimInviteLink {
  invite_link: string;
  name?: string;
  expire_date?: number;
  member_limit?: number;
  member_count: number;
  pending_join_request_count: number;
  creates_join_request: boolean;
  is_primary: boolean;
  is_revoked: boolean;
}

export interface NewSimInviteLink {
  name?: string;
  expire_date?: number;
  member_limit?: number;
  creates_join_request?: boolean;
}

/** What a person changes of a chat. */
export interface SimChatChange {
  title?: string;
  description?: string;
  permissions?: SimNames;
  /** Seconds. */
  slow_mode_delay?: number;
  username?: string;
  join_by_request?: boolean;
  guard_bot?: number | string | null;
  signs_messages?: boolean;
  linked_chat?: number | string | null;
}

/** What a person does with groups and channels, and with those in them. */
export interface MemberActor {
  /** Joins a public chat, or by an invite link; some want the consent of an administrator. */
  joins(chatOrLink: number | string, bio?: string): Promise<'member' | 'requested'>;
  leaves(chat: number | string): Promise<void>;
  invites(chat: number | string, user: number | string): Promise<void>;
  promotes(chat: number | string, user: number | string, rights?: SimNames, details?: MemberDetails): Promise<void>;
  demotes(chat: number | string, user: number | string): Promise<void>;
  restricts(chat: number | string, user: number | string, permissions: SimNames, untilDate?: number): Promise<void>;
  bans(chat: number | string, user: number | string, untilDate?: number): Promise<void>;
  unbans(chat: number | string, user: number | string): Promise<void>;
  /** Hands the chat over to somebody. */
  handsOver(chat: number | string, user: number | string): Promise<void>;
  makesLink(chat: number | string, link?: NewSimInviteLink): Promise<SimInviteLink>;
  /** Lets in who asked to join. */
  approves(chat: number | string, user: number | string): Promise<void>;
  declines(chat: number | string, user: number | string): Promise<void>;
  changes(chat: number | string, change: SimChatChange): Promise<void>;
}

export function createMemberActor(http: ControlHttp, user: number): MemberActor {
  const put = async (
    chat: number | string,
    who: number | string,
    status: string,
    details: object = {},
  ): Promise<void> => {
    await http.post('members', { chat, user: who, status, by: user, ...details });
  };
  const decide = async (chat: number | string, who: number | string, approve: boolean): Promise<void> => {
    await http.post('join-requests', { from: user, chat, user: who, approve });
  };
  return {
    joins: async (chatOrLink, bio) => {
      const isLink = typeof chatOrLink === 'string' && chatOrLink.includes('/');
      const where = isLink ? { invite_link: chatOrLink } : { chat: chatOrLink };
      const joined = await http.post<{ status: 'member' | 'requested' }>('join', { from: user, ...where, bio });
      return joined.status;
    },
    leaves: async (chat) => await put(chat, user, 'left'),
    invites: async (chat, who) => await put(chat, who, 'member'),
    promotes: async (chat, who, rights, details) => await put(chat, who, 'administrator', { rights, ...details }),
    demotes: async (chat, who) => await put(chat, who, 'member'),
    restricts: async (chat, who, permissions, until) =>
      await put(chat, who, 'restricted', { permissions, until_date: until }),
    bans: async (chat, who, until) => await put(chat, who, 'kicked', { until_date: until }),
    unbans: async (chat, who) => await put(chat, who, 'left'),
    handsOver: async (chat, who) => await put(chat, who, 'creator'),
    makesLink: async (chat, link) => await http.post('invite-links', { from: user, chat, ...link }),
    approves: async (chat, who) => await decide(chat, who, true),
    declines: async (chat, who) => await decide(chat, who, false),
    changes: async (chat, change) => {
      await http.patch(`chats/${chat}`, { from: user, ...change });
    },
  };
}
