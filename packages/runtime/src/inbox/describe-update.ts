import type { Update } from '@grammyjs/types';

/** What the pipeline needs to know of an update; everything else stays in the payload, unread. */
export interface UpdateDescription {
  kind: string;
  /** What order is kept by: the chat, or the user where there is no chat (which is the id of the private chat, too). */
  chatKey: string;
  chatId: number | undefined;
  userId: number | undefined;
  topicId: number | undefined;
  /** The update says that the bot can no longer write there. */
  gone: 'blocked' | 'kicked' | undefined;
  /** After this many milliseconds an answer makes no sense any more. */
  expiresInMs: number | undefined;
}

/** Retention of the official server by kind; presses are gone after 150 s, a pre-checkout has 10 s to be answered. */
const expiryMs: Record<string, number> = {
  callback_query: 150_000,
  shipping_query: 150_000,
  pre_checkout_query: 10_000,
  inline_query: 30_000,
  chosen_inline_result: 600_000,
};

/** Whether somebody waits for the answer and not for long: pre-checkouts and inline queries go before all others. */
export function isUrgent(kind: string): boolean {
  return Object.hasOwn(expiryMs, kind) && (expiryMs[kind] ?? Infinity) <= 30_000;
}

/** Telegram's are far shorter; what is longer has no order to keep and must fit into an index. */
const longestPollId = 200;

/** Finds kind, chat, user and topic of an update of any kind, known to us or not. Never throws. */
export function describeUpdate(update: Update): UpdateDescription {
  const kind = Object.keys(update).find((key) => key !== 'update_id') ?? 'unknown';
  const body = asRecord(asRecord(update)?.[kind]);
  const message = kind === 'callback_query' ? asRecord(body?.['message']) : body;
  const chatId = idOf(message?.['chat']);
  const userId = idOf(body?.['from']) ?? idOf(body?.['user']);
  const topic = message?.['is_topic_message'] === true ? message['message_thread_id'] : undefined;
  const pollId = body?.['poll_id'] ?? (kind === 'poll' ? body?.['id'] : undefined);
  return {
    kind,
    chatKey: String(
      chatId ?? userId ?? (typeof pollId === 'string' ? `poll:${pollId.slice(0, longestPollId)}` : 'none'),
    ),
    chatId: chatId ?? userId,
    userId,
    topicId: asId(topic),
    gone: kind === 'my_chat_member' ? lossOf(body, chatId) : undefined,
    expiresInMs: Object.hasOwn(expiryMs, kind) ? expiryMs[kind] : undefined,
  };
}

/** Who blocks the bot in a private chat, or removes it from a group, tells so by its new status there. */
function lossOf(
  body: Record<string, unknown> | undefined,
  chatId: number | undefined,
): 'blocked' | 'kicked' | undefined {
  const status = asRecord(body?.['new_chat_member'])?.['status'];
  if (status !== 'kicked' && status !== 'left') return undefined;
  return (chatId ?? 0) > 0 ? 'blocked' : 'kicked';
}

/** Language of the user who caused the update, as Telegram names it. */
export function languageOf(update: Update): string | undefined {
  for (const body of Object.values(update)) {
    const code = asRecord(asRecord(body)?.['from'])?.['language_code'];
    if (typeof code === 'string') return code;
  }
  return undefined;
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  // The check beside the assertion: any non-null object can be read by key.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function idOf(value: unknown): number | undefined {
  const id = asRecord(value)?.['id'];
  return asId(id);
}

/** Ids have 52 bits at most; a number that is none would be refused by its column. */
function asId(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? Number(value) : undefined;
}
