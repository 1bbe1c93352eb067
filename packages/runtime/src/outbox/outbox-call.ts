/** A Bot API call that a handler made and that waits for the commit of its attempt. */
export interface StagedCall {
  lane: string;
  class: number;
  chatId: number | undefined;
  method: string;
  payload: Record<string, unknown>;
  virtualId: number | undefined;
  /** The handler looked at the message's id, so the real one is kept for later edits. */
  remember: boolean;
  languageCode: string | undefined;
  expiresAt: Date | undefined;
  onRefused?: RefusalWish | undefined;
}

/** Who is told when a call is refused for good. */
export interface RefusalWish {
  name: string;
  payload?: unknown;
}

/** One row of the outbox, taken into memory by its sender. */
export interface OutboxCall {
  id: number;
  bot: string;
  lane: string;
  class: number;
  chatId: number | undefined;
  method: string;
  payload: Record<string, unknown>;
  attempts: number;
  repeated: boolean;
  expiresAt: Date | undefined;
  virtualId: number | undefined;
  remember: boolean;
  languageCode: string | undefined;
  correlationId: string | undefined;
  onRefused?: RefusalWish | undefined;
  createdAt: Date;
}
