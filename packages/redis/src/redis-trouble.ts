/** What is wrong between us and Redis. */
export type RedisTroubleKind =
  /** No connection. */
  | 'unreachable'
  /** No answer in time. */
  | 'slow'
  /** The server refuses writes because its memory is used up. */
  | 'full'
  /** Wrong user or password. */
  | 'refused'
  /** A replica, or a server that cannot save and so takes no writes. */
  | 'readonly'
  /** Loading its data, or busy with a script. */
  | 'busy'
  /** It refused one command for a reason of that command's own. */
  | 'failed';

/** Why there is no answer; the message is for a person and holds no value of ours. */
export interface RedisTrouble {
  kind: RedisTroubleKind;
  message: string;
}

const kindsByWord: Readonly<Record<string, RedisTroubleKind>> = {
  OOM: 'full',
  NOAUTH: 'refused',
  WRONGPASS: 'refused',
  READONLY: 'readonly',
  MISCONF: 'readonly',
  NOREPLICAS: 'readonly',
  LOADING: 'busy',
  BUSY: 'busy',
  MASTERDOWN: 'busy',
  TRYAGAIN: 'busy',
};

/** What an error of the client means. */
export function troubleOf(error: unknown): RedisTrouble {
  if (!(error instanceof Error)) return { kind: 'failed', message: 'Redis gave no reason.' };
  const word = /^[A-Z]+(?= )/.exec(error.message)?.[0];
  const kind = word === undefined ? undefined : kindsByWord[word];
  if (kind !== undefined) return { kind, message: wordsFor[kind] };
  // What the server itself answered; its words may quote our arguments, so only the first is kept.
  if (error.name === 'ReplyError') return { kind: 'failed', message: `Redis refused a command (${word ?? 'ERR'}).` };
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return { kind: 'unreachable', message: `${wordsFor.unreachable}${code}` };
}

/** What a person reads about each kind. */
export const wordsFor: Readonly<Record<RedisTroubleKind, string>> = {
  unreachable: 'Redis cannot be reached.',
  slow: 'Redis does not answer in time.',
  full: 'Redis refuses writes: its memory is used up.',
  refused: 'Redis refuses the user or the password.',
  readonly: 'Redis takes no writes: it is a replica, or cannot save to its disk.',
  busy: 'Redis is busy loading its data or running a script.',
  failed: 'Redis refused a command.',
};
