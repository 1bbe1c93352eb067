import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Posts updates to a bot's webhook over kept connections, one request at a time on each. */
export interface WebhookClient {
  /** @returns the status of the answer */
  post(update: string): Promise<number>;
  /** Opens all connections. A busy Node takes one new connection in each turn of its loop, so late ones would wait for seconds. */
  open(): Promise<void>;
  stop(): void;
}

interface Waiting {
  readonly update: string;
  readonly resolve: (status: number) => void;
  readonly reject: (error: Error) => void;
  /** How often it may still be brought again. */
  readonly left: number;
}

/**
 * It is a bare socket, as a comfortable client would take as much of the machine as the bot that is measured.
 */
export function createWebhookClient(
  url: string,
  { secretToken, connections }: { secretToken: string; connections: number },
): WebhookClient {
  const { hostname, port, pathname } = new URL(url);
  const head =
    `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n` +
    `x-telegram-bot-api-secret-token: ${secretToken}\r\ncontent-length: `;
  const idle: Socket[] = [];
  const all = new Set<Socket>();
  const queue: Waiting[] = [];
  const current = new Map<Socket, Waiting>();
  let stopped = false;

  function connection(): Socket {
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    all.add(socket);
    let text = '';
    socket.on('data', (piece: string) => {
      // Nobody asked: a server says so (408) that it closes a connection on which nothing has come for long.
      if (!current.has(socket)) {
        socket.destroy();
        return;
      }
      text += piece;
      const end = endOfAnswer(text);
      if (end === undefined) return;
      const status = Number(text.slice(9, 12));
      text = text.slice(end);
      const done = current.get(socket);
      current.delete(socket);
      use(socket);
      done?.resolve(status);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      all.delete(socket);
      const at = idle.indexOf(socket);
      if (at !== -1) idle.splice(at, 1);
      const cut = current.get(socket);
      current.delete(socket);
      if (cut === undefined) return;
      // Telegram brings an update again that was not confirmed; a bot that is gone for good is not worth waiting for.
      if (cut.left === 0 || stopped) cut.reject(new Error('The bot closed the connection of its webhook.'));
      else begin({ ...cut, left: cut.left - 1 });
    });
    return socket;
  }

  function use(socket: Socket): void {
    const next = queue.shift();
    if (next === undefined) idle.push(socket);
    else send(socket, next);
  }

  function send(socket: Socket, waiting: Waiting): void {
    current.set(socket, waiting);
    socket.write(`${head}${Buffer.byteLength(waiting.update)}\r\n\r\n${waiting.update}`);
  }

  function begin(waiting: Waiting): void {
    let socket = idle.pop();
    while (socket !== undefined && !socket.writable) socket = idle.pop();
    socket ??= all.size < connections && !stopped ? connection() : undefined;
    if (socket === undefined) queue.push(waiting);
    else send(socket, waiting);
  }

  return {
    post: (update) => new Promise((resolve, reject) => begin({ update, resolve, reject, left: 2 })),
    open: async () => {
      const sockets = Array.from({ length: connections - all.size }, connection);
      await Promise.all(sockets.map((socket) => once(socket, 'connect')));
      idle.push(...sockets);
    },
    stop: () => {
      stopped = true;
      for (const socket of all) socket.destroy();
    },
  };
}

/** Where the first answer in this text ends; `undefined` while it is not all there. */
export function endOfAnswer(text: string): number | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const bodyAt = headEnd + 4;
  const head = text.slice(0, headEnd).toLowerCase();
  if (head.includes('\r\ntransfer-encoding: chunked')) {
    const last = text.startsWith('0\r\n\r\n', bodyAt) ? bodyAt - 2 : text.indexOf('\r\n0\r\n\r\n', bodyAt);
    return last === -1 ? undefined : last + 7;
  }
  const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0);
  return text.length >= bodyAt + length ? bodyAt + length : undefined;
}
