import { post, request } from './http.ts';
import type { User } from './types.ts';

/** Where a link leads, after what a client does by itself is done. */
export type Followed =
  | { kind: 'url'; url: string }
  | { kind: 'started' | 'chat'; bot_id?: number; chat_id?: number; title?: string }
  | { kind: 'added'; bot_id: number; chat_id: number }
  | { kind: 'choose_chat'; bot_id: number; chats: { id: number; title: string }[] }
  | { kind: 'web_app'; bot_id: number; launch: 'main' | 'direct'; app?: string; start_param?: string }
  | { kind: 'invoice'; link: string }
  | { kind: 'invite'; invite_link: string; title?: string }
  | { kind: 'message'; chat_id: number; message_id: number }
  | { kind: 'user'; user_id: number };

export function followLink(user: number, link: string, chat?: number): Promise<Followed> {
  return post('/_sim/links', { from: user, link, ...(chat === undefined ? {} : { chat }) });
}

export interface JoinRequest {
  chat_id: number;
  user: User;
  bio?: string;
}

export type JoinTarget = { chat: number } | { invite_link: string };

export function joinChat(
  user: number,
  where: JoinTarget,
): Promise<{ status: 'member' | 'requested'; chat_id: number }> {
  return post('/_sim/join', { from: user, ...where });
}

export async function listJoinRequests(chat: number): Promise<JoinRequest[]> {
  return (await request<{ join_requests: JoinRequest[] }>(`/_sim/join-requests?chat=${chat}`)).join_requests;
}

export function decideJoinRequest(from: number, chat: number, user: number, approve: boolean): Promise<unknown> {
  return post('/_sim/join-requests', { from, chat, user, approve });
}
