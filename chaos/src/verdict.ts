import type { SimMessage } from '@durabot/simulator';

import { readMark } from './repeats.ts';
import type { TakenOrder } from './people.ts';
import type { ExpectedOrder } from './scripted-dispatcher.ts';

/** What the database and the chats hold after a run. */
export interface Remains {
  readonly taken: readonly TakenOrder[];
  readonly orders: readonly { createdBy: number; number: string; history: string; order: ExpectedOrder }[];
  /** What each person sees, by their id. */
  readonly transcripts: ReadonlyMap<number, readonly SimMessage[]>;
  /** Rows that are left in the pipeline, by what they are. */
  readonly left: Readonly<Record<'inbox' | 'outbox' | 'dialog' | 'unknown', number>>;
  /** What was given up, and why; without what people wrote. */
  readonly buried: readonly string[];
  readonly updatesQueued: number;
  /** Sends that reached Telegram in another order than they were made, by the client's marks. */
  readonly orderViolations: number;
}

/** The promises, counted; every figure but `sends_duplicated` has to be 0. */
export interface Verdict {
  readonly lost: number;
  readonly effects_duplicated: number;
  readonly out_of_order: number;
  readonly unknown_left: number;
  readonly sends_duplicated: number;
  /** Messages that came again without saying so. */
  readonly sends_unmarked: number;
  /** The first few broken ones, for people. */
  readonly findings: readonly string[];
}

const orderNumber = /R-\d{4}-\d{6}/;

/** Compares what is there with what has to be there. */
export function judge(remains: Remains): Verdict {
  const findings: string[] = [];
  const find = (words: string, count = 1): number => {
    if (count > 0) findings.push(count === 1 ? words : `${words} (${count})`);
    return count;
  };
  let lost = 0;
  let duplicated = 0;
  const byCase = new Map<string, Remains['orders'][number][]>();
  for (const one of remains.orders) {
    byCase.set(one.order.problem_text, [...(byCase.get(one.order.problem_text) ?? []), one]);
  }
  for (const { by, expected } of remains.taken) {
    const found = byCase.get(expected.problem_text) ?? [];
    if (found.length === 0) lost += find(`the order "${expected.problem_text}" is not there`);
    duplicated += found.length > 1 ? find(`the order "${expected.problem_text}" again`, found.length - 1) : 0;
    for (const { createdBy, order, number, history } of found) {
      if (createdBy !== by || !isSame(order, expected)) lost += find(`${number} does not hold what was answered`);
      if (history !== `submit new by ${by}`) duplicated += find(`${number} has the history "${history}"`);
    }
    byCase.delete(expected.problem_text);
  }
  for (const text of byCase.keys()) duplicated += find(`nobody finished the order "${text}"`);

  const numbers = remains.orders.map(({ number }) => number);
  let repeated = 0;
  let unmarked = 0;
  let swapped = 0;
  for (const [person, transcript] of remains.transcripts) {
    const told = toldIn(transcript);
    for (const number of numbers) {
      if (!told.has(number)) lost += find(`${person} was not told of ${number}`);
    }
    const copies = countCopies(transcript);
    repeated += copies.marked;
    for (const text of copies.unmarked) unmarked += find(`${person} got again: ${text.slice(0, 60)}`);
    swapped += find(`${person} was asked in another order`, countSwaps(transcript));
  }
  const { inbox, outbox, dialog, unknown } = remains.left;
  lost += find('entries are left in the inbox', inbox);
  for (const why of remains.buried) lost += find(`buried: ${why}`);
  lost += find('calls are left in the outbox', outbox - unknown) + find('dialogs are left open', dialog);
  lost += find('updates were not fetched', remains.updatesQueued);
  return {
    lost,
    effects_duplicated: duplicated,
    out_of_order: swapped + find('sends overtook others', remains.orderViolations),
    unknown_left: find('calls wait for somebody to say what became of them', unknown),
    sends_duplicated: repeated,
    sends_unmarked: unmarked,
    findings: findings.slice(0, 20),
  };
}

/** Whether a run keeps all promises. */
export function isKept(verdict: Verdict): boolean {
  const { lost, effects_duplicated: again, out_of_order: swapped, unknown_left: unknown, sends_unmarked } = verdict;
  return lost + again + swapped + unknown + sends_unmarked === 0;
}

function isSame(order: ExpectedOrder, expected: ExpectedOrder): boolean {
  const values = new Map<string, unknown>(Object.entries(order));
  return Object.entries(expected).every(([name, value]) => values.get(name) === value);
}

function fromBot(transcript: readonly SimMessage[]): readonly SimMessage[] {
  return transcript.filter(({ outgoing, deleted }) => !outgoing && deleted !== true);
}

function toldIn(transcript: readonly SimMessage[]): ReadonlySet<string> {
  return new Set(fromBot(transcript).flatMap(({ text = '' }) => orderNumber.exec(text) ?? []));
}

/** Only what names an order stands in a chat once by its nature; questions come again with the next order. */
function countCopies(transcript: readonly SimMessage[]): { marked: number; unmarked: readonly string[] } {
  const plain = new Map<string, number>();
  let marked = 0;
  for (const message of fromBot(transcript)) {
    const { text, isMarked } = readMark(message.text ?? '');
    if (isMarked) marked += 1;
    else if (orderNumber.test(text)) plain.set(text, (plain.get(text) ?? 0) + 1);
  }
  return { marked, unmarked: [...plain].filter(([, copies]) => copies > 1).map(([text]) => text) };
}

/** Questions of one order that came before an earlier one, repeats apart. */
function countSwaps(transcript: readonly SimMessage[]): number {
  let step = 0;
  let swaps = 0;
  for (const { text, outgoing } of transcript) {
    if (outgoing && text === '/create_order') step = 0;
    const next = outgoing ? undefined : /Step (\d) of 7/.exec(text ?? '')?.[1];
    if (next === undefined || readMark(text ?? '').isMarked) continue;
    if (Number(next) < step) swaps += 1;
    step = Number(next);
  }
  return swaps;
}
