/** One message of PostgreSQL's protocol: its letter, and what follows its length. */
export interface WireMessage {
  readonly type: string;
  readonly body: Buffer;
  /** All of it. */
  readonly sizeBytes: number;
}

/**
 * Takes the pieces of one direction of a connection and gives the messages that are complete with each.
 * @param hasStartup whether it begins with a message without a letter, as what a client sends does
 */
export function createWireReader(hasStartup: boolean): (piece: Buffer) => WireMessage[] {
  let rest: Buffer = Buffer.alloc(0);
  let inStartup = hasStartup;
  return (piece) => {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const messages: WireMessage[] = [];
    for (;;) {
      const letter = inStartup ? 0 : 1;
      if (rest.length < letter + 4) return messages;
      const end = letter + rest.readUInt32BE(letter);
      if (rest.length < end) return messages;
      messages.push({
        type: rest.toString('latin1', 0, letter),
        body: rest.subarray(letter + 4, end),
        sizeBytes: end,
      });
      rest = rest.subarray(end);
      inStartup = false;
    }
  };
}

/** The texts that a message begins with, each ending with a zero. */
export function textsOf({ body }: WireMessage, count: number): string[] {
  const texts: string[] = [];
  for (let at = 0; texts.length < count;) {
    const end = body.indexOf(0, at);
    if (end === -1) return texts;
    texts.push(body.toString('utf8', at, end));
    at = end + 1;
  }
  return texts;
}
