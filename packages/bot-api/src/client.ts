import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { type Download, download } from './download.ts';
import { type EncodedPayload, encodePayload } from './encode-payload.ts';
import { ConfigError, NotSentError } from './errors.ts';
import { exchange } from './exchange.ts';
import { readAnswer } from './read-answer.ts';
import type { Secret } from './secret.ts';
import { transportCause } from './transport-cause.ts';

export interface BotApiClientOptions {
  token: Secret;
  /** Where the Bot API answers: `https://api.telegram.org`, a local Bot API server, a simulator; may have a path. */
  apiRoot: string;
  /** From a call to its whole answer, waiting for a connection included; each call may have its own. */
  timeoutMs: number;
  /** How long a connection may take to come up; 10 s. */
  connectTimeoutMs?: number;
  /** How many connections at most, so how many calls are under way at once; 32. A long poll occupies one. */
  connections?: number;
  /** Sends each call's `marker` as `X-Client-Request`. The real server ignores it; a simulator tells repeats by it. */
  clientMarker?: boolean;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
  /** Asked in the tick in which the first byte would leave; when it says no, nothing does: `NotSentError`, `late`. */
  mayStart?: (() => boolean) | undefined;
  /** Names the call for `clientMarker`; the same for each attempt at it. */
  marker?: string | undefined;
}

export interface DownloadOptions {
  signal?: AbortSignal | undefined;
  /** Largest file to accept; 20 MiB, which is what the hosted Bot API hands out. */
  maxBytes?: number | undefined;
}

/** Makes calls for one bot. */
export interface BotApiClient {
  /**
   * Makes one call, once: it repeats nothing by itself.
   *
   * Ends in exactly one of four ways: the result; or `NotSentError` when it is proven that nothing left this machine
   * (repeat it freely); or `TelegramError` when Telegram said no (nothing was done; `verdictOf` says what follows; 5xx
   * counts as refused for now and may be repeated); or `UnknownOutcomeError` when it may have been done (a reset, a
   * timeout or half an answer after the first byte may have left). A kept connection that the other side closes while
   * a request is being written proves nothing, so it is unknown too.
   *
   * @throws NotSentError
   * @throws TelegramError
   * @throws UnknownOutcomeError
   */
  call(method: string, payload?: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown>;

  /**
   * Fetches the content of a file by the `file_path` that `getFile` gave. The stream ends with a `DownloadError` when
   * it is cut or grows beyond `maxBytes`, never with a file that is quietly too short.
   *
   * @throws DownloadError
   * @throws TelegramError when Telegram refused, e.g. because the path has expired
   */
  download(filePath: string, options?: DownloadOptions): Promise<Download>;

  /** Waits for the calls under way until the deadline, then cuts them: those end as unknown. New calls are not sent. */
  close(options?: { deadlineMs?: number }): Promise<void>;
}

const maxAnswerBytes = 32 * 1024 * 1024;

/**
 * Creates the HTTP client of one bot, with its own kept connections. The token appears in no error, log or inspector.
 *
 * @throws ConfigError when the address or the token cannot be used at all
 *
 * @example
 * const client = createBotApiClient({ token: new Secret(token), apiRoot: 'https://api.telegram.org', timeoutMs: 30_000 });
 * const me = await client.call('getMe');
 */
export function createBotApiClient(options: BotApiClientOptions): BotApiClient {
  const root = parseApiRoot(options.apiRoot);
  const token = options.token.reveal();
  if (!/^[0-9A-Za-z_:-]{1,128}$/.test(token)) {
    throw new ConfigError(
      'BOT_TOKEN_MALFORMED',
      'The bot token has characters that no token has; copy it again from @BotFather.',
    );
  }
  const prefix = root.pathname.replace(/\/+$/, '');
  const pool = new Pool(root.origin, {
    connections: options.connections ?? 32,
    // One request at a time on a connection, over HTTP/1.1: what `exchange` knows about bytes rests on it.
    pipelining: 1,
    allowH2: false,
    // Below the idle limit of the usual proxies, so that it is us who close an idle connection.
    keepAliveTimeout: 20_000,
    keepAliveMaxTimeout: 60_000,
    connectTimeout: options.connectTimeoutMs ?? 10_000,
  });
  // Known to nobody but Telegram, so no file can have it in it; making one takes longer than writing a usual payload.
  const boundary = `durabot-${randomBytes(16).toString('hex')}`;
  let closed = false;

  return {
    async call(method, payload = {}, { signal, timeoutMs = options.timeoutMs, marker, mayStart } = {}) {
      if (closed) throw new NotSentError(method, 'closed', `${method} was not sent: the client is closed.`);
      const encoded = encode(method, payload, { boundary, token });
      const headers: Record<string, string> = { 'content-type': encoded.contentType };
      if (options.clientMarker === true && marker !== undefined) headers['x-client-request'] = marker;
      const path = `${prefix}/bot${token}/${method}`;
      const answer = await exchange(pool, {
        method,
        path,
        headers,
        body: encoded.body,
        timeoutMs,
        maxAnswerBytes,
        signal,
        mayStart,
        token,
      });
      return readAnswer(method, answer);
    },

    async download(filePath, { signal, maxBytes = 20 * 1024 * 1024 } = {}) {
      const path = `${prefix}/file/bot${token}/${encodedFilePath(filePath)}`;
      return download(pool, { path, headers: {}, maxBytes, idleTimeoutMs: options.timeoutMs, signal, token });
    },

    async close({ deadlineMs = 5000 } = {}) {
      closed = true;
      const cut = setTimeout(() => void pool.destroy(), deadlineMs);
      try {
        if (!pool.destroyed) await pool.close();
      } finally {
        clearTimeout(cut);
      }
    },
  };
}

function parseApiRoot(apiRoot: string): URL {
  if (!URL.canParse(apiRoot))
    throw new ConfigError(
      'API_ROOT_MALFORMED',
      'The address of the Bot API is not an address; it looks like https://api.telegram.org.',
    );
  const url = new URL(apiRoot);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new ConfigError('API_ROOT_MALFORMED', 'The address of the Bot API must begin with https:// or http://.');
  }
  return url;
}

function encode(
  method: string,
  payload: Readonly<Record<string, unknown>>,
  { boundary, token }: { boundary: string; token: string },
): EncodedPayload {
  if (!/^[A-Za-z]{1,64}$/.test(method))
    throw new NotSentError('call', 'badRequest', 'A method of the Bot API is named by letters only.');
  try {
    return encodePayload(payload, boundary);
  } catch (error) {
    throw new NotSentError(method, 'badRequest', `${method} was not sent: its payload cannot be written as JSON.`, {
      cause: transportCause(error, token),
    });
  }
}

/** Keeps a path from Telegram inside the bot's own folder of the address. */
function encodedFilePath(filePath: string): string {
  const parts = filePath.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.map(encodeURIComponent).join('/');
}
