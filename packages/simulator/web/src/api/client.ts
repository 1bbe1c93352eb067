import { addressQuery, post, request, upload } from './http.ts';
import type {
  BotCommand,
  BotProfile,
  ChatAddress,
  Contact,
  Dialog,
  Location,
  Message,
  SentMessage,
  User,
} from './types.ts';

/** The kinds of file a person can send from here. */
export type FileKind = 'photo' | 'document' | 'voice' | 'audio' | 'video';

/** What a person sends into a chat. */
export interface Outgoing {
  text?: string;
  reply_to?: number;
  quote?: string;
  /** The same for all the parts of an album. */
  media_group?: string;
  contact?: Contact;
  location?: Location;
  file?: { kind: FileKind; blob: Blob; name: string; durationSeconds?: number };
}

/** The newest page of a transcript is the one before an id no message has reached. */
const END_OF_TIME = 2_147_483_647;

export async function listUsers(): Promise<User[]> {
  const answer = await request<{ users: User[] }>('/_sim/users');
  return answer.users.filter((user) => user.is_bot !== true);
}

export function createUser(user: { first_name: string; last_name?: string; language_code: string }): Promise<User> {
  return post<User>('/_sim/users', user);
}

/** What a bot says of itself to those who read this language. */
export function getBot(id: number, language: string, user?: number): Promise<BotProfile> {
  return request<BotProfile>(`/_sim/bots/${id}?language=${language}${user === undefined ? '' : `&user=${user}`}`);
}

export async function listDialogs(user: number): Promise<Dialog[]> {
  const answer = await request<{ dialogs: Dialog[] }>(`/_sim/dialogs?user=${user}`);
  return answer.dialogs;
}

export async function listCommands(user: number, address: ChatAddress): Promise<BotCommand[]> {
  const answer = await request<{ commands: BotCommand[] }>(`/_sim/commands?${addressQuery(user, address)}`);
  return answer.commands;
}

/** One page of a transcript, oldest first: what comes before a message, or after one. */
export async function listMessages(
  user: number,
  address: ChatAddress,
  { before, after, limit }: { before?: number | undefined; after?: number | undefined; limit: number },
): Promise<Message[]> {
  const place = after === undefined ? `before=${before ?? END_OF_TIME}` : `after=${after}`;
  const answer = await request<{ messages: Message[] }>(
    `/_sim/messages?${addressQuery(user, address)}&${place}&limit=${limit}`,
  );
  return answer.messages;
}

/** Messages that contain a text, newest first, and how many there are. */
export function searchMessages(
  user: number,
  address: ChatAddress,
  q: string,
): Promise<{ count: number; messages: Message[] }> {
  return request(`/_sim/search?${addressQuery(user, address)}&q=${encodeURIComponent(q)}&limit=200`);
}

/** The first message at or after a time in Unix seconds. */
export async function findMessageAt(user: number, address: ChatAddress, date: number): Promise<number | undefined> {
  const answer = await request<{ message_id: number | null }>(
    `/_sim/message-at?${addressQuery(user, address)}&date=${date}`,
  );
  return answer.message_id ?? undefined;
}

export function sendMessage(
  user: number,
  address: ChatAddress,
  outgoing: Outgoing,
  onProgress: (share: number) => void = () => undefined,
): Promise<SentMessage> {
  const { file, text, ...fields } = outgoing;
  if (file === undefined) return post<SentMessage>('/_sim/messages', { from: user, ...address, ...outgoing });
  const form = new FormData();
  for (const [name, value] of Object.entries({ from: user, ...address, ...fields, caption: text })) {
    if (value !== undefined) form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  form.append('kind', file.kind);
  if (file.durationSeconds !== undefined) form.append('duration', String(Math.round(file.durationSeconds)));
  form.append('file', file.blob, file.name);
  return upload<SentMessage>('/_sim/messages', form, onProgress);
}

export function editMessage(user: number, address: ChatAddress, messageId: number, text: string): Promise<unknown> {
  return post('/_sim/edits', { from: user, ...address, message_id: messageId, text });
}

export function pressInlineButton(
  user: number,
  address: ChatAddress,
  press: { message_id: number; data: string },
): Promise<{ callback_query_id: string }> {
  return post('/_sim/presses', { from: user, ...address, ...press });
}

export function markRead(user: number, address: ChatAddress, upTo: number): Promise<unknown> {
  return post('/_sim/read', { user, ...address, up_to: upTo });
}

export function setBlocked(user: number, bot: number, blocked: boolean): Promise<unknown> {
  return post('/_sim/blocks', { user, bot, blocked });
}
