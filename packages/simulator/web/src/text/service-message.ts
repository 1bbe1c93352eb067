import type { Message } from '../api/types.ts';

/** True for what happened in a chat (somebody joined) rather than was said in it. */
export function isServiceMessage(message: Message): boolean {
  return (
    message.new_chat_members !== undefined ||
    message.left_chat_member !== undefined ||
    message.new_chat_title !== undefined ||
    message.pinned_message !== undefined ||
    message.group_chat_created === true ||
    message.supergroup_chat_created === true
  );
}
