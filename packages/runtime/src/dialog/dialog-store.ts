/** One stored conversation of one user in one chat (and topic). */
export interface StoredDialog {
  /** Ten characters, made by {@link Ids.short}. */
  id: string;
  /** Which dialog it is, for example `create_order`. */
  name: string;
  /** The version of the dialog's definition that wrote `data`. */
  version: number;
  /** The name of the step that waits for an answer. */
  step: string;
  /** The answers so far; plain JSON. */
  data: unknown;
  /** Grows by one with every change; a button carries the one it was drawn with. */
  rev: number;
  /** Per chat, user and topic at most one dialog is active; any number is parked as drafts. */
  status: 'active' | 'parked';
  startedAt: Date;
  updatedAt: Date;
  expiresAt: Date | undefined;
  /** Why this build cannot go on with it; written for operators, never read with it, gone with the next change. */
  stuck?: string;
}

/**
 * The dialogs of the user who caused the present update, in its chat and topic.
 * Reads see what is committed plus what this update has changed; writes are part of the update's commit.
 */
export interface DialogStore {
  /** The dialog that waits for an answer; loaded together with the update, costs nothing. */
  active(): StoredDialog | undefined;
  /** The active one and all drafts, newest change first. */
  list(): Promise<StoredDialog[]>;
  find(id: string): Promise<StoredDialog | undefined>;
  /** Inserts or replaces by id. The caller raises `rev`. */
  put(dialog: StoredDialog): void;
  remove(id: string): void;
}
