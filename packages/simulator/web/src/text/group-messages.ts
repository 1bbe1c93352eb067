import type { Message } from '../api/types.ts';
import { isSameDay } from './dates.ts';
import { isServiceMessage } from './service-message.ts';

/** The messages of one day, by the reader's calendar. */
export interface Day {
  /** Unix seconds of its first message. */
  date: number;
  messages: { message: Message; placement: Placement }[];
}

/** How a message stands among its neighbours. */
export interface Placement {
  /** First of a run by one sender: a group shows the sender's name here. */
  startsRun: boolean;
  /** Last of a run: the bubble gets its tail. */
  endsRun: boolean;
}

/** A pause longer than this starts a new run, though the sender is the same. */
const RUN_GAP_SECONDS = 600;

/** Parts a transcript into days, and says of each message where in a run it stands. */
export function groupMessages(messages: readonly Message[]): Day[] {
  const days: Day[] = [];
  for (const [index, message] of messages.entries()) {
    const previous = messages[index - 1];
    const next = messages[index + 1];
    const placement = {
      startsRun: previous === undefined || !isOneRun(previous, message),
      endsRun: next === undefined || !isOneRun(message, next),
    };
    const day = days.at(-1);
    if (day && isSameDay(day.date * 1000, message.date * 1000)) day.messages.push({ message, placement });
    else days.push({ date: message.date, messages: [{ message, placement }] });
  }
  return days;
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
