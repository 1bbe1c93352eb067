import type { CallClass } from '../context.ts';

/** What becomes of a call whose outcome nobody knows: its answer was lost, or the process died with it under way. */
export type UnknownPolicy =
  /** Doing it twice equals doing it once: it is made again. */
  | 'repeat'
  /** It is made again with a mark, so that the reader knows why it may be there twice. */
  | 'mark'
  /** It has no worth any more, or a second one does more harm than none. */
  | 'drop'
  /** Money or rights: an operator decides. */
  | 'hold';

/** How the runtime treats a method of the Bot API. */
export interface MethodTraits {
  /** `now`: asked at once because the handler needs the answer; `later`: written to the outbox with the commit. */
  when: 'now' | 'later';
  whenUnknown: UnknownPolicy;
  /** Fixed by the method where Telegram's deadline says so; otherwise it follows from the chat. */
  class?: CallClass;
  /** After this time the call has no worth and is dropped. */
  expiresInMs?: number;
  /** What the caller gets at once: a message with a virtual id, several, an id only, or `true`. */
  result: 'message' | 'messages' | 'messageId' | 'messageIds' | 'true';
}

const answers: Record<string, MethodTraits> = {
  // A press is shown as pending for about 15 s; after 150 s the official server refuses the answer.
  answerCallbackQuery: { when: 'later', whenUnknown: 'repeat', class: 'answer', expiresInMs: 150_000, result: 'true' },
  answerInlineQuery: { when: 'later', whenUnknown: 'repeat', class: 'answer', expiresInMs: 30_000, result: 'true' },
  answerPreCheckoutQuery: {
    when: 'later',
    whenUnknown: 'repeat',
    class: 'answer',
    expiresInMs: 10_000,
    result: 'true',
  },
  answerShippingQuery: { when: 'later', whenUnknown: 'repeat', class: 'answer', expiresInMs: 150_000, result: 'true' },
  // Shown for five seconds: late it would only mislead.
  sendChatAction: { when: 'later', whenUnknown: 'drop', class: 'answer', expiresInMs: 5_000, result: 'true' },
};

/** Writes whose answer the caller needs and nothing can stand for; they are made at once and are not durable. */
const asked = new Set([
  'answerWebAppQuery',
  'createChatInviteLink',
  'createChatSubscriptionInviteLink',
  'createForumTopic',
  'createInvoiceLink',
  'editChatInviteLink',
  'exportChatInviteLink',
  'logOut',
  'close',
  'revokeChatInviteLink',
  'savePreparedInlineMessage',
  'stopPoll',
  'uploadStickerFile',
]);

const held = new Set([
  'refundStarPayment',
  'editUserStarSubscription',
  'sendGift',
  'giftPremiumSubscription',
  'sendPaidMedia',
]);

/** The traits of any method, known to us or not: reads are asked now, sends and edits go through the outbox. */
export function methodTraits(method: string): MethodTraits {
  const special = answers[method];
  if (special !== undefined) return special;
  if (method.startsWith('get') || asked.has(method)) return { when: 'now', whenUnknown: 'repeat', result: 'true' };
  if (held.has(method)) return { when: 'later', whenUnknown: 'hold', result: 'true' };
  if (method === 'sendMediaGroup') return { when: 'later', whenUnknown: 'mark', result: 'messages' };
  if (method === 'forwardMessages' || method === 'copyMessages')
    return { when: 'later', whenUnknown: 'drop', result: 'messageIds' };
  if (method === 'copyMessage') return { when: 'later', whenUnknown: 'mark', result: 'messageId' };
  if (method === 'sendMessageDraft') return { when: 'later', whenUnknown: 'drop', expiresInMs: 30_000, result: 'true' };
  if (method.startsWith('send') || method === 'forwardMessage')
    return { when: 'later', whenUnknown: 'mark', result: 'message' };
  // Edits, deletions, pins, settings, bans: the same request again leads to the same state.
  return { when: 'later', whenUnknown: 'repeat', result: method.startsWith('edit') ? 'message' : 'true' };
}

/** When a call loses its worth: an answer to a query not later than the query itself, whenever its handler comes to it. */
export function expiryOf(method: string, nowMs: number, queryExpiresAt: Date | undefined): Date | undefined {
  const { expiresInMs } = methodTraits(method);
  if (expiresInMs === undefined) return undefined;
  const own = nowMs + expiresInMs;
  return new Date(method.startsWith('answer') ? Math.min(own, queryExpiresAt?.getTime() ?? own) : own);
}

/** Counted by Telegram's limits: what puts or changes a message in a chat. */
export function isPaced(method: string): boolean {
  return /^(send|forward|copy|edit|stop|pin)/.test(method) && method !== 'sendChatAction';
}

export const callClasses: readonly CallClass[] = ['answer', 'reply', 'notification', 'broadcast'];

/** The number a class is stored as; lower goes first. */
export function classNumber(callClass: CallClass): number {
  return callClasses.indexOf(callClass);
}
