import type { Message } from '../api/types.ts';
import { isSameDay } from './dates.ts';
import { isServiceMessage } from './service-message.ts';

/** How a message stands among its neighbours. */
export interface Placement {
  /** First of its day: the day is written above it. */
  startsDay: boolean;
  /** First of a run by one sender: a group shows the sender's name here. */
  startsRun: boolean;
  /** Last of a run: the bubble gets its tail. */
  endsRun: boolean;
}

/** A pause longer than this starts a new run, though the sender is the same. */
const RUN_GAP_SECONDS = 600;

/** Places every message of a transcript that is in order of time. */
export function placeMessages(messages: readonly Message[]): Placement[] {
  return messages.map((message, index) => {
    const previous = messages[index - 1];
    const next = messages[index + 1];
    const startsDay = previous === undefined || !isSameDay(previous.date * 1000, message.date * 1000);
    return {
      startsDay,
      startsRun: previous === undefined || !isOneRun(previous, message),
      endsRun: next === undefined || !isOneRun(message, next),
    };
  });
}

function isOneRun(earlier: Message, later: Message): boolean {
  return (
    senderOf(earlier) === senderOf(later) &&
    !isServiceMessage(earlier) &&
    !isServiceMessage(later) &&
    later.date - earlier.date <= RUN_GAP_SECONDS &&
    isSameDay(earlier.date * 1000, later.date * 1000)
  );
}

function senderOf(message: Message): number | undefined {
  return message.sender_chat?.id ?? message.from?.id;
}
