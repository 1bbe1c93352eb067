import { connect, type Socket } from 'node:net';

/** How many requests one connection keeps in flight. */
const PIPELINED = 4;

/**
 * Sends requests over kept-alive connections as fast as they are answered. It is a bare socket, since a comfortable
 * client would take as much of the machine as the server that is measured.
 *
 * @param makeRequest the n-th request as it goes over the wire
 */
export async function sendLoad(
  url: string,
  { connections, total }: { connections: number; total: number },
  makeRequest: (index: number) => string,
): Promise<void> {
  let next = 0;
  const take = (): string | undefined => (next < total ? makeRequest(next++) : undefined);
  await Promise.all(Array.from({ length: connections }, async () => await useConnection(new URL(url), take)));
}

/** One POST with a JSON body. */
export function postJson(path: string, body: object): string {
  const text = JSON.stringify(body);
  const head = `POST ${path} HTTP/1.1\r\nhost: simulator\r\ncontent-type: application/json`;
  return `${head}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

async function useConnection({ hostname, port }: URL, take: () => string | undefined): Promise<void> {
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => {
    let inFlight = 0;
    const fill = (): void => {
      while (inFlight < PIPELINED) {
        const request = take();
        if (request === undefined) break;
        inFlight += 1;
        socket.write(request, 'utf8');
      }
      if (inFlight === 0) resolve();
    };
    socket.on('error', reject);
    readAnswers(socket, (status) => {
      if (status !== 200) reject(new Error(`the simulator answered ${status}`));
      inFlight -= 1;
      fill();
    });
    fill();
  });
  socket.destroy();
}

/** Answers with a stated length, one after the other. */
function readAnswers(socket: Socket, onAnswer: (status: number) => void): void {
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    rest += chunk;
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(rest.slice(0, end))?.[1] ?? 0);
      if (rest.length < end + 4 + length) return;
      const status = Number(rest.slice(9, 12));
      rest = rest.slice(end + 4 + length);
      onAnswer(status);
    }
  });
}
