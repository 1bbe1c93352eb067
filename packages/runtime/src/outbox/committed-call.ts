import type { OutboxCall, RefusalWish } from './outbox-call.ts';

/**
 * A call that a commit has just written, for the sender of its bot if that is in the same process: it need not read what is
 * known here. Whoever takes it does not know what else waits in its lane; see `recordAttempts`.
 */
export interface CommittedCall {
  id: number;
  bot: string;
  createdAt: Date;
  /** The commit has recorded the attempt at it: nothing stands before it in its lane, and it is to be made at once. */
  begun: boolean;
  /** What was written, as JSON text: a handler that runs on may change its objects, and a table gives them back otherwise. */
  rowText: string;
}

/** What a commit says of a call; times have become text. */
interface WrittenRow {
  bot: string;
  lane: string;
  class: number;
  chat_id?: number;
  method: string;
  payload: Record<string, unknown>;
  expires_at?: string;
  virtual_id?: number;
  remember: boolean;
  language_code?: string;
  correlation_id: string;
  on_refused?: RefusalWish;
}

/** The call as the table would give it back. */
export function readBack({ id, createdAt, rowText }: CommittedCall): OutboxCall {
  // Written a moment ago by the commit of this process, from rows of this form.
  const row = JSON.parse(rowText) as WrittenRow;
  return {
    id,
    bot: row.bot,
    lane: row.lane,
    class: row.class,
    chatId: row.chat_id,
    method: row.method,
    payload: row.payload,
    attempts: 0,
    repeated: false,
    expiresAt: row.expires_at === undefined ? undefined : new Date(row.expires_at),
    virtualId: row.virtual_id,
    remember: row.remember,
    languageCode: row.language_code,
    correlationId: row.correlation_id,
    onRefused: row.on_refused,
    createdAt,
  };
}
