import type { ControlHttp } from './http.ts';
import type { SimMessage } from './types.ts';

/** A message, or its id. */
export type MessageRef = SimMessage | number;

export interface SimTopic {
  thread: number;
  name: string;
  icon_color: number;
  icon_custom_emoji_id?: string;
  closed: boolean;
  hidden: boolean;
  is_general: boolean;
  created_by: number;
  last_message_id: number;
  unread?: number;
}

/** What a person does with messages and topics that are there. */
export interface MessageActs {
  /** Reacts with these emoji; without any, takes the reactions away. */
  reacts(message: MessageRef, ...emoji: string[]): Promise<void>;
  pins(message: MessageRef): Promise<void>;
  unpins(message: MessageRef): Promise<void>;
  pinned(): Promise<SimMessage[]>;
  deletes(...messages: MessageRef[]): Promise<void>;
  /** Forwards to a group, or to the private chat with a bot. @returns the ids of the new messages */
  forwards(messages: MessageRef | MessageRef[], target: { chat: number } | { bot: number | string }): Promise<number[]>;
  /** Opens a topic. @returns its id */
  opensTopic(name: string, icon?: { icon_color?: number; icon_custom_emoji_id?: string }): Promise<number>;
  renamesTopic(thread: number, name: string): Promise<void>;
  closesTopic(thread: number): Promise<void>;
  reopensTopic(thread: number): Promise<void>;
  deletesTopic(thread: number): Promise<void>;
  topics(): Promise<SimTopic[]>;
  /** Asks the bot to stop writing a draft. */
  stops(draftId: number): Promise<void>;
}

type Where = Record<string, string | number>;

export function createMessageActs(http: ControlHttp, user: number, where: Where): MessageActs {
  const act = async <Result>(path: string, body: object): Promise<Result> =>
    await http.post<Result>(path, { from: user, ...where, ...body });
  const pin = async (message: MessageRef, pinned: boolean): Promise<void> => {
    await act('pins', { message_id: idOf(message), pinned });
  };
  const changeTopic = async (kind: string, thread: number, name?: string): Promise<void> => {
    await act(`topics/${kind}`, { thread, ...(name === undefined ? {} : { name }) });
  };
  return {
    reacts: async (message, ...emoji) => {
      await act('reactions', { message_id: idOf(message), emoji });
    },
    pins: async (message) => await pin(message, true),
    unpins: async (message) => await pin(message, false),
    pinned: async () => (await http.get<{ messages: SimMessage[] }>('pins', { ...where, user })).messages,
    deletes: async (...messages) => {
      await act('deletes', { message_ids: messages.map(idOf) });
    },
    forwards: async (messages, target) => {
      const to = 'chat' in target ? { to_chat: target.chat } : { to_bot: target.bot };
      const ids = (Array.isArray(messages) ? messages : [messages]).map(idOf);
      return (await act<{ message_ids: number[] }>('forwards', { message_ids: ids, ...to })).message_ids;
    },
    opensTopic: async (name, icon) => (await act<{ thread: number }>('topics', { name, ...icon })).thread,
    renamesTopic: async (thread, name) => await changeTopic('edit', thread, name),
    closesTopic: async (thread) => await changeTopic('close', thread),
    reopensTopic: async (thread) => await changeTopic('reopen', thread),
    deletesTopic: async (thread) => await changeTopic('delete', thread),
    topics: async () => (await http.get<{ topics: SimTopic[] }>('topics', { ...where, user })).topics,
    stops: async (draftId) => {
      await act('drafts/stop', { draft_id: draftId });
    },
  };
}

function idOf(message: MessageRef): number {
  return typeof message === 'number' ? message : message.message_id;
}
