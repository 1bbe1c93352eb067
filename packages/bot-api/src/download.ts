import { Readable, Transform } from 'node:stream';
import type { Dispatcher } from 'undici';
import { DownloadError } from './errors.ts';
import { readAnswer } from './read-answer.ts';
import { transportCause } from './transport-cause.ts';

/** A file on its way from Telegram. Read `stream` to its end or destroy it: it holds a connection. */
export interface Download {
  stream: Readable;
  /** What Telegram announced; `undefined` when it did not. */
  sizeBytes: number | undefined;
}

/** What to fetch and how much of it at most. */
export interface DownloadRequest {
  path: string;
  headers: Record<string, string>;
  maxBytes: number;
  /** Longest silence; a large file on a slow line may take longer in all. */
  idleTimeoutMs: number;
  signal: AbortSignal | undefined;
  token: string;
}

/** Fetches a file; see `BotApiClient.download` for what it promises. */
export async function download(dispatcher: Dispatcher, request: DownloadRequest): Promise<Download> {
  const { maxBytes, signal, token } = request;
  const response = await dispatcher
    .request({
      path: request.path,
      method: 'GET',
      headers: request.headers,
      headersTimeout: request.idleTimeoutMs,
      bodyTimeout: request.idleTimeoutMs,
      ...(signal === undefined ? {} : { signal }),
    })
    .catch((error: unknown) => {
      throw failed(error, token);
    });
  // Until somebody reads it, an error of the body must not end the process.
  response.body.on('error', () => undefined);

  if (response.statusCode !== 200) {
    const body = await textUpTo(response.body, 64 * 1024, token);
    const retryAfter = response.headers['retry-after'];
    readAnswer('download', {
      status: response.statusCode < 300 ? 502 : response.statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      body,
    });
    throw new DownloadError(
      'DOWNLOAD_FAILED',
      `The file was answered with status ${response.statusCode} and no content.`,
    );
  }

  const length = Number(response.headers['content-length']);
  const sizeBytes = Number.isSafeInteger(length) ? length : undefined;
  if (sizeBytes !== undefined && sizeBytes > maxBytes) {
    response.body.destroy();
    throw tooLarge(maxBytes);
  }
  return { stream: limited(response.body, maxBytes, token), sizeBytes };
}

function limited(source: Readable, maxBytes: number, token: string): Readable {
  let receivedBytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      receivedBytes += chunk.length;
      if (receivedBytes > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
  source.on('error', (error) => stream.destroy(failed(error, token)));
  stream.on('close', () => source.destroy());
  return source.pipe(stream);
}

async function textUpTo(body: Readable, maxBytes: number, token: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) continue;
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(Buffer.from(chunk));
    }
  } catch (error) {
    throw failed(error, token);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failed(error: unknown, token: string): DownloadError {
  const cause = transportCause(error, token);
  return new DownloadError('DOWNLOAD_FAILED', `The file did not arrive: ${cause.message} (${cause.code}).`, { cause });
}

function tooLarge(maxBytes: number): DownloadError {
  return new DownloadError('DOWNLOAD_TOO_LARGE', `The file has more than the ${maxBytes} bytes allowed here.`);
}
