import { Buffer } from 'node:buffer';
import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  headers: Map<string, string>;
  body: Buffer;
}

/**
 * Writes bytes into a socket and reads the answers to them, one by one, without any HTTP client between.
 *
 * @param parts written one after another, each once the socket has taken the one before
 */
export async function talk(url: string, parts: readonly (string | Buffer)[], answers = 1): Promise<RawAnswer[]> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  for (const part of parts) socket.write(part);
  const found: RawAnswer[] = [];
  let received = Buffer.alloc(0);
  try {
    for await (const chunk of socket) {
      received = Buffer.concat([received, Buffer.from(chunk)]);
      for (let one = takeAnswer(received); one !== undefined; one = takeAnswer(received)) {
        received = one.rest;
        if (one.answer.status >= 200) found.push(one.answer);
      }
      if (found.length >= answers) break;
    }
  } finally {
    socket.destroy();
  }
  return found;
}

function takeAnswer(bytes: Buffer): { answer: RawAnswer; rest: Buffer<ArrayBuffer> } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Map(lines.map((line) => splitHeader(line)));
  const length = Number(headers.get('content-length') ?? 0);
  const start = end + 4;
  if (bytes.length < start + length) return undefined;
  return {
    answer: { status: Number(first.split(' ')[1]), headers, body: bytes.subarray(start, start + length) },
    rest: Buffer.from(bytes.subarray(start + length)),
  };
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
