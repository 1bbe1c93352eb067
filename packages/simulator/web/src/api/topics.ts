import { post, request } from './http.ts';

export interface Topic {
  thread: number;
  name: string;
  icon_color: number;
  closed: boolean;
  hidden: boolean;
  is_general: boolean;
  last_message_id: number;
  unread?: number;
}

export async function listTopics(user: number, chat: number): Promise<Topic[]> {
  return (await request<{ topics: Topic[] }>(`/_sim/topics?chat=${chat}&user=${user}`)).topics;
}

export function createTopic(
  user: number,
  chat: number,
  topic: { name: string; icon_color: number },
): Promise<{ thread: number }> {
  return post('/_sim/topics', { from: user, chat, ...topic });
}

export type TopicAct = 'edit' | 'close' | 'reopen' | 'delete' | 'hide' | 'unhide';

export function changeTopic(
  user: number,
  chat: number,
  thread: number,
  act: TopicAct,
  name?: string,
): Promise<unknown> {
  return post(`/_sim/topics/${act}`, { from: user, chat, thread, ...(name === undefined ? {} : { name }) });
}
