/** A Mini App that a person opened and that may send one message for that person. */
export interface WebAppQueryRecord {
  id: string;
  botId: number;
  userId: number;
  box: string;
  deadlineMs: number;
  /** Id of the message that was sent. */
  messageId?: number;
}
