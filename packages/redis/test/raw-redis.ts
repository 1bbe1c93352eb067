import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** What the server says to a command; undefined: nothing at all. Errors begin with `-`. */
export type Script = (command: string, args: readonly string[]) => string | undefined;

export interface RawRedis {
  readonly url: string;
  /** How often a command came. */
  count(command: string): number;
  /** From now on it says something else. */
  say(script: Script): void;
  stop(): Promise<void>;
}

/** A server in this process that speaks the protocol and nothing more, to say what a real one says in trouble. */
export async function startRawRedis(script: Script): Promise<RawRedis> {
  const sockets = new Set<Socket>();
  const counts = new Map<string, number>();
  let current = script;
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('data', (piece) => {
      text += String(piece);
      for (let read = readCommand(text); read !== undefined; read = readCommand(text)) {
        text = text.slice(read.length);
        const [name = '', ...args] = read.words;
        const command = name.toLowerCase();
        counts.set(command, (counts.get(command) ?? 0) + 1);
        const reply = command === 'info' ? `$9\r\nloading:0` : current(command, args);
        if (reply !== undefined) socket.write(`${reply}\r\n`);
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `redis://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    count: (command) => counts.get(command) ?? 0,
    say: (next) => {
      current = next;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function readCommand(text: string): { words: string[]; length: number } | undefined {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (head === null) return undefined;
  const words: string[] = [];
  let at = head[0].length;
  for (let n = 0; n < Number(head[1]); n += 1) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at, at + 20));
    if (size === null) return undefined;
    at += size[0].length;
    if (text.length < at + Number(size[1]) + 2) return undefined;
    words.push(text.slice(at, at + Number(size[1])));
    at += Number(size[1]) + 2;
  }
  return { words, length: at };
}
