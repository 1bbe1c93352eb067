import type { Message } from '../api/types.ts';
import { contentKindOf } from '../components/content/kinds.ts';
import { isEvent } from './service-label.ts';

/** True for what happened in a chat rather than was said in it, also for events this client has no words for. */
export function isServiceMessage(message: Message): boolean {
  if (isEvent(message)) return true;
  return message.text === undefined && message.caption === undefined && contentKindOf(message) === 'text';
}
