import type { IncomingMessage } from 'node:http';

/** The body was not read to its end. */
class BodyError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.statusCode = statusCode;
  }
}

/** Most bodies are below, and come in one piece. */
const SMALL_BYTES = 64 * 1024;
/** The most that is set aside for a body before any of it came. */
const LARGEST_GUESS = 64 * 1024 * 1024;

/**
 * Reads a body into one buffer of the stated length: an upload of 50 MB is in memory once, while collecting its pieces
 * and joining them would hold it twice.
 */
export async function readBody(payload: IncomingMessage, limit: number): Promise<Buffer> {
  const stated = Number(payload.headers['content-length'] ?? 0);
  if (stated > limit) throw new BodyError(413, 'the stated length is over the limit');
  try {
    if (stated > 0 && stated <= SMALL_BYTES) return await readSmall(payload);
    return await collect(payload, Number.isFinite(stated) ? stated : 0, limit);
  } catch (error) {
    throw error instanceof BodyError ? error : new BodyError(400, 'the body broke off', error);
  }
}

/** The parser of HTTP sees to it that no more comes than was stated. */
async function readSmall(payload: IncomingMessage): Promise<Buffer> {
  return await new Promise<Buffer>((resolve, reject) => {
    const pieces: Buffer[] = [];
    payload.on('data', (piece: Buffer) => pieces.push(piece));
    payload.once('end', () => {
      const [first] = pieces;
      resolve(pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces));
    });
    payload.once('error', reject);
    payload.once('close', () => {
      // Each request closes once; an error made for nothing would cost a good part of it.
      if (!payload.readableEnded) reject(new Error('closed before its end'));
    });
  });
}

async function collect(payload: IncomingMessage, stated: number, limit: number): Promise<Buffer> {
  let body: Buffer = Buffer.allocUnsafe(Math.min(stated, LARGEST_GUESS));
  let length = 0;
  for await (const chunk of payload) {
    // The stream has no encoding, so its pieces are bytes.
    const bytes: Buffer = chunk;
    if (length + bytes.length > limit) throw new BodyError(413, 'the body is over the limit');
    if (length + bytes.length > body.length) body = grow(body, length, length + bytes.length);
    bytes.copy(body, length);
    length += bytes.length;
  }
  return body.subarray(0, length);
}

/** For bodies that state no length. */
function grow(body: Buffer, length: number, needed: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.max(needed, body.length * 2, 64 * 1024));
  body.copy(larger, 0, 0, length);
  return larger;
}
