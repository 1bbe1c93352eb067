import { createWireReader, textsOf } from './wire-messages.ts';

/** One statement as it passed. */
export interface Statement {
  readonly text: string;
  /** Of the block from `begin` on that it belongs to; `undefined` when it is a transaction of its own. */
  readonly block: Block | undefined;
  readonly isFirst: boolean;
  /** The server had to read and plan its text anew. */
  readonly isParsed: boolean;
  /** Nothing was under way on its connection: it did not travel with another one. */
  readonly isRoundTrip: boolean;
  /** Without its text, where that has to be parsed: a connection is told once, and which one is up to chance. */
  sentBytes: number;
  receivedBytes: number;
}

export interface Block {
  /** The first statement after `begin`. */
  text: string;
}

/** Takes the pieces of one connection apart into statements. */
export interface ConnectionCount {
  fromClient(piece: Buffer): void;
  fromServer(piece: Buffer): void;
  /** Nothing is under way. */
  isIdle(): boolean;
}

/** Greetings, passwords and texts to be parsed: once for a connection. */
const onceOnly: ReadonlySet<string> = new Set(['', 'p', 'P']);

/** @param onStatement gets each statement as it is sent; its bytes come later */
export function createConnectionCount(onStatement: (statement: Statement) => void): ConnectionCount {
  const readClient = createWireReader(true);
  const readServer = createWireReader(false);
  const prepared = new Map<string, string>();
  const unanswered: (Statement | undefined)[] = [];
  let bound = '';
  let block: Block | undefined;
  let statement: Statement | undefined;
  let isParsed = false;
  let sentBytes = 0;

  function execute(text: string): void {
    const isBegin = /^begin\b/i.test(text);
    if (isBegin) block = { text: '' };
    else if (block?.text === '') block.text = text;
    const isFirst = isBegin || block === undefined;
    statement = {
      text,
      block,
      isFirst,
      isParsed,
      isRoundTrip: unanswered.length === 0,
      sentBytes: 0,
      receivedBytes: 0,
    };
    if (/^(commit|rollback)\b/i.test(text)) block = undefined;
    onStatement(statement);
  }

  function ask(): void {
    if (statement !== undefined) statement.sentBytes += sentBytes;
    unanswered.push(statement);
    statement = undefined;
    isParsed = false;
    sentBytes = 0;
  }

  return {
    fromClient: (piece) => {
      for (const message of readClient(piece)) {
        if (!onceOnly.has(message.type)) sentBytes += message.sizeBytes;
        const [first = '', second = ''] = textsOf(message, 2);
        switch (message.type) {
          case 'Q':
            execute(first);
            ask();
            break;
          case 'P':
            isParsed = true;
            prepared.set(first, second);
            break;
          case 'B':
            // The portal's name comes first.
            bound = prepared.get(second) ?? '';
            break;
          case 'E':
            execute(bound);
            break;
          case 'S':
            ask();
            break;
          default:
        }
      }
    },
    fromServer: (piece) => {
      for (const { type, sizeBytes } of readServer(piece)) {
        const [answered] = unanswered;
        if (answered !== undefined) answered.receivedBytes += sizeBytes;
        if (type === 'Z') unanswered.shift();
      }
    },
    isIdle: () => unanswered.length === 0,
  };
}
