import type { Texts } from '../i18n/en.ts';

/** Words of the simulator that a person is told in their own language; the first that fits counts. */
const known: readonly (readonly [RegExp, (t: Texts) => string])[] = [
  [/blocked this bot/u, (t) => t.refusedBlocked],
  [/topic is closed/u, (t) => t.refusedTopic],
  [/poll is closed/u, (t) => t.refusedPoll],
  [/is no reaction here|may not react/u, (t) => t.refusedReaction],
  [/is paid;|are bought already/u, (t) => t.refusedPaid],
  [/banned from/u, (t) => t.refusedBanned],
  [/is protected/u, (t) => t.refusedProtected],
  [/not a member|not in that chat/u, (t) => t.refusedMember],
  [/may not|only the bot|cannot add/u, (t) => t.refusedRight],
  [/there is no such|there is no (?:poll|invoice|payment)/u, (t) => t.refusedGone],
];

/** A refusal as a plain sentence; `undefined` for one that is not expected in use. */
export function explainRefusal(reason: string, t: Texts): string | undefined {
  return known.find(([words]) => words.test(reason))?.[1](t);
}
