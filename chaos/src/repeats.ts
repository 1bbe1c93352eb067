import type { SimMessage } from '@durabot/simulator';

/** What Repair puts behind a message that may have arrived before, in each of its languages. */
const marks = ['(possibly repeated)', '(возможно, повтор)', '(можливо, повтор)'];

/** A message without its mark, and whether it had one. */
export function readMark(text: string): { text: string; isMarked: boolean } {
  const mark = marks.find((one) => text.endsWith(`\n\n${one}`));
  return mark === undefined ? { text, isMarked: false } : { text: text.slice(0, -mark.length - 2), isMarked: true };
}

/** What a chat holds of the bot's messages: each text once, or again with a mark. */
export interface Repeats {
  /** Texts that stand there more than once without a mark: the broken promise. */
  readonly unmarked: readonly string[];
  /** Messages that carry the mark, whether a first copy is there or not. */
  readonly marked: number;
}

/** Looks for repeats among the messages that came from the bot. */
export function findRepeats(transcript: readonly SimMessage[]): Repeats {
  const plain = new Map<string, number>();
  let marked = 0;
  for (const message of transcript) {
    if (message.outgoing || message.deleted === true) continue;
    const { text, isMarked } = readMark(message.text ?? '');
    if (isMarked) marked += 1;
    else plain.set(text, (plain.get(text) ?? 0) + 1);
  }
  return { unmarked: [...plain].filter(([, copies]) => copies > 1).map(([text]) => text), marked };
}

/** How often the bot has told this chat something with all of these parts in it. */
export function countTold(
  transcript: readonly SimMessage[],
  parts: readonly string[],
): { unmarked: number; marked: number } {
  const told = { unmarked: 0, marked: 0 };
  for (const message of transcript) {
    if (message.outgoing || message.deleted === true) continue;
    const { text, isMarked } = readMark(message.text ?? '');
    if (!parts.every((part) => text.includes(part))) continue;
    if (isMarked) told.marked += 1;
    else told.unmarked += 1;
  }
  return told;
}
