import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A TCP server that does to each connection what the test says, and knows what it has read. */
export interface RawServer {
  apiRoot: string;
  /** How many connections came in. */
  connections(): number;
  /** Everything read from all connections, as text. */
  received(): string;
  close(): Promise<void>;
}

/** What the test does with a request once its head and body have been read. */
export type OnRequest = (socket: Socket, request: string, number: number) => void;

export async function startRawServer(onRequest: OnRequest, onConnect?: (socket: Socket) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let requests = 0;
  let received = '';
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Resets are what these tests are about.
    socket.on('error', () => undefined);
    let buffered = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      buffered += chunk.toString('latin1');
      for (let request = takeRequest(); request !== undefined; request = takeRequest()) {
        requests += 1;
        onRequest(socket, request, requests);
      }
    });
    onConnect?.(socket);

    function takeRequest(): string | undefined {
      const headEnd = buffered.indexOf('\r\n\r\n');
      if (headEnd === -1) return undefined;
      const end = headEnd + 4 + Number(/content-length: (\d+)/i.exec(buffered.slice(0, headEnd))?.[1] ?? 0);
      if (buffered.length < end) return undefined;
      const request = buffered.slice(0, end);
      buffered = buffered.slice(end);
      return request;
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    apiRoot: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    received: () => received,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Writes a whole answer; `headers` go between the status and the length. */
export function answer(socket: Socket, status: number, body: string, headers: Record<string, string> = {}): void {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)) }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.write(`HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n${body}`);
}

export function answerOk(socket: Socket, result: unknown = true): void {
  answer(socket, 200, JSON.stringify({ ok: true, result }));
}

/** Looks until the condition holds; the deadline only ends a test that would fail anyway. */
export async function waitUntil(condition: () => boolean, message: string, deadlineMs = 5000): Promise<void> {
  const endAt = performance.now() + deadlineMs;
  while (!condition()) {
    if (performance.now() > endAt) throw new Error(`waited in vain: ${message}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
