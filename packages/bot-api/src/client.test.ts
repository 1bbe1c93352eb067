import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { answer, answerOk, type OnRequest, type RawServer, startRawServer, waitUntil } from '../test/raw-server.ts';
import { type BotApiClient, type BotApiClientOptions, createBotApiClient } from './client.ts';
import { ConfigError, NotSentError, UnknownOutcomeError } from './errors.ts';
import { Secret } from './secret.ts';
import { TelegramError } from './telegram-error.ts';

const token = `77:${'A'.repeat(35)}`;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

function clientOf(apiRoot: string, more: Partial<BotApiClientOptions> = {}): BotApiClient {
  const client = createBotApiClient({ token: new Secret(token), apiRoot, timeoutMs: 5000, ...more });
  open.unshift(() => client.close({ deadlineMs: 0 }));
  return client;
}

async function serverOf(onRequest: OnRequest, onConnect?: Parameters<typeof startRawServer>[1]): Promise<RawServer> {
  const server = await startRawServer(onRequest, onConnect);
  open.push(() => server.close());
  return server;
}

/** Runs a call that has to fail and looks for the token in all that can be printed of the error. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => {
      throw new Error('the call should have failed');
    },
    (reason: unknown) => reason,
  );
  expectNoToken(error);
  return error;
}

function expectNoToken(value: unknown): void {
  const seen = new Set<unknown>();
  const texts = [inspect(value, { depth: Infinity, showHidden: true, getters: true })];
  const collect = (each: unknown): void => {
    if (typeof each === 'string') texts.push(each);
    if (typeof each !== 'object' || each === null || seen.has(each)) return;
    seen.add(each);
    for (const key of Reflect.ownKeys(each)) collect(Reflect.get(each, key));
  };
  collect(value);
  texts.push(String(value), JSON.stringify(value) ?? '');
  expect(texts.filter((text) => text.includes(token))).toEqual([]);
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('a call that is proven not to have left', () => {
  test('a refused connection is not sent', async () => {
    const client = clientOf(`http://127.0.0.1:${await unusedPort()}`);
    const error = await failureOf(client.call('sendMessage', { chat_id: 1, text: 'x' }));
    expect(error).toBeInstanceOf(NotSentError);
    expect(error).toMatchObject({ code: 'NOT_SENT', reason: 'refused', method: 'sendMessage' });
  });

  test('a host without an address is not sent', async () => {
    const error = await failureOf(clientOf('http://bot-api.invalid').call('getMe'));
    expect(error).toMatchObject({ name: 'NotSentError', reason: 'dns' });
  });

  test('a server that speaks no TLS gets nothing of the request', async () => {
    const server = await serverOf(
      () => undefined,
      (socket) => socket.end('not tls at all'),
    );
    const error = await failureOf(clientOf(server.apiRoot.replace('http:', 'https:')).call('getMe'));
    expect(error).toBeInstanceOf(NotSentError);
    expect(server.received()).not.toContain('getMe');
  });

  test('a call given up beforehand does not even connect', async () => {
    const server = await serverOf((socket) => answerOk(socket));
    const error = await failureOf(clientOf(server.apiRoot).call('getMe', {}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ name: 'NotSentError', reason: 'aborted' });
    expect(server.connections()).toBe(0);
  });

  test('a call given up while it waits for a connection is never sent', async () => {
    let first: Socket | undefined;
    const server = await serverOf((socket, _, number) => {
      if (number === 1) first = socket;
      else answerOk(socket, 'later');
    });
    const client = clientOf(server.apiRoot, { connections: 1 });
    const poll = client.call('getUpdates');
    await waitUntil(() => server.received().includes('getUpdates'), 'the first call arrives');

    const controller = new AbortController();
    const second = client.call('sendMessage', { text: 'x' }, { signal: controller.signal });
    const third = client.call('sendDice', {}, { timeoutMs: 1 });
    controller.abort();
    expect(await failureOf(second)).toMatchObject({ name: 'NotSentError', reason: 'aborted' });
    expect(await failureOf(third)).toMatchObject({ name: 'NotSentError', reason: 'timeout' });

    if (first !== undefined) answerOk(first, 'first');
    expect(await poll).toBe('first');
    expect(await client.call('getMe')).toBe('later');
    expect(server.received()).not.toMatch(/sendMessage|sendDice/);
    expect(server.connections()).toBe(1);
  });

  test('a call that is not wanted any more when its first byte could leave is never sent, and the next one is', async () => {
    const server = await serverOf((socket) => answerOk(socket, 'now'));
    const client = clientOf(server.apiRoot, { connections: 1 });
    let connectionsThen = 0;
    const mayStart = (): boolean => {
      connectionsThen = server.connections();
      return false;
    };
    const error = await failureOf(client.call('sendMessage', { text: 'x' }, { mayStart }));
    expect(error).toMatchObject({ name: 'NotSentError', reason: 'late' });
    expect(connectionsThen).toBe(1);
    expect(await client.call('getMe', {}, { mayStart: () => true })).toBe('now');
    expect(server.received()).not.toContain('sendMessage');
    expect(server.connections()).toBe(1);
  });

  test('a connection that never comes up in time is not sent', async () => {
    // A listener with a full backlog is hard to make portably; a proxy that accepts and then says nothing to TLS is the same to us.
    const server = await serverOf(() => undefined);
    const client = clientOf(server.apiRoot.replace('http:', 'https:'), { connectTimeoutMs: 50 });
    expect(await failureOf(client.call('getMe'))).toMatchObject({ name: 'NotSentError', reason: 'connectTimeout' });
  });

  test('a closed client sends nothing', async () => {
    const server = await serverOf((socket) => answerOk(socket));
    const client = clientOf(server.apiRoot);
    await client.close();
    expect(await failureOf(client.call('getMe'))).toMatchObject({ name: 'NotSentError', reason: 'closed' });
    expect(server.connections()).toBe(0);
  });

  test('a payload that is no JSON and a name that is no method are refused here', async () => {
    const server = await serverOf((socket) => answerOk(socket));
    const client = clientOf(server.apiRoot);
    expect(await failureOf(client.call('sendMessage', { chat_id: 1n }))).toMatchObject({
      name: 'NotSentError',
      reason: 'badRequest',
    });
    expect(await failureOf(client.call('../getMe'))).toMatchObject({ name: 'NotSentError', reason: 'badRequest' });
    expect(server.connections()).toBe(0);
  });
});

describe('a call that may have been done', () => {
  test('a reset after the request was read is unknown', async () => {
    const server = await serverOf((socket) => socket.resetAndDestroy());
    const error = await failureOf(clientOf(server.apiRoot).call('sendMessage', { text: 'x' }));
    expect(error).toBeInstanceOf(UnknownOutcomeError);
    expect(error).toMatchObject({ code: 'UNKNOWN_OUTCOME', reason: 'reset' });
  });

  test('a reset before the request was read is unknown, as the bytes may have arrived', async () => {
    const server = await serverOf(
      () => undefined,
      (socket) => {
        socket.pause();
        setImmediate(() => socket.resetAndDestroy());
      },
    );
    const error = await failureOf(clientOf(server.apiRoot).call('sendMessage', { text: 'x' }));
    expect(error).toBeInstanceOf(UnknownOutcomeError);
  });

  test('a closed connection without an answer is unknown', async () => {
    const server = await serverOf((socket) => socket.end());
    expect(await failureOf(clientOf(server.apiRoot).call('getMe'))).toMatchObject({
      name: 'UnknownOutcomeError',
      reason: 'reset',
    });
  });

  test.each([
    ['in the head', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['in the body', 'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"ok":true,"result":'],
    ['in a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n40\r\n{"ok":true'],
  ])('an answer cut %s is unknown', async (_, half) => {
    const server = await serverOf((socket) => socket.end(half));
    expect(await failureOf(clientOf(server.apiRoot).call('sendMessage', { text: 'x' }))).toBeInstanceOf(
      UnknownOutcomeError,
    );
  });

  test.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['no JSON', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n<html'],
    ['JSON that is no answer', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]'],
    ['yes without a result', 'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"ok":true}'],
  ])('an answer that is %s is unknown', async (_, text) => {
    const server = await serverOf((socket) => socket.end(text));
    expect(await failureOf(clientOf(server.apiRoot).call('getMe'))).toMatchObject({
      name: 'UnknownOutcomeError',
      reason: 'unreadableAnswer',
    });
  });

  test('an answer that is too slow is unknown, and its connection is given up', async () => {
    let closed = false;
    const server = await serverOf(
      () => undefined,
      (socket) => socket.on('close', () => (closed = true)),
    );
    const error = await failureOf(clientOf(server.apiRoot).call('sendMessage', { text: 'x' }, { timeoutMs: 60 }));
    expect(error).toMatchObject({ name: 'UnknownOutcomeError', reason: 'timeout' });
    await waitUntil(() => closed, 'the connection is closed');
  });

  test('a call given up after it was sent is unknown', async () => {
    const server = await serverOf(() => undefined);
    const controller = new AbortController();
    const call = clientOf(server.apiRoot).call('sendMessage', { text: 'x' }, { signal: controller.signal });
    await waitUntil(() => server.received().includes('sendMessage'), 'the request arrives');
    controller.abort(new Error('stop'));
    expect(await failureOf(call)).toMatchObject({ name: 'UnknownOutcomeError', reason: 'aborted' });
  });

  test('calls that are cut by closing the client are unknown', async () => {
    const server = await serverOf(() => undefined);
    const closing = clientOf(server.apiRoot);
    const call = closing.call('sendMessage', { text: 'x' });
    await waitUntil(() => server.received().includes('sendMessage'), 'the request arrives');
    const failure = failureOf(call);
    await closing.close({ deadlineMs: 10 });
    expect(await failure).toBeInstanceOf(UnknownOutcomeError);
  });

  test('a kept connection that the server closes under a request is unknown and not repeated', async () => {
    const server = await serverOf((socket, _, number) => {
      if (number === 1) answerOk(socket);
      else socket.end();
    });
    const kept = clientOf(server.apiRoot);
    await kept.call('getMe');
    expect(await failureOf(kept.call('sendMessage', { text: 'once' }))).toBeInstanceOf(UnknownOutcomeError);
    expect(server.received().split('sendMessage')).toHaveLength(2);
  });
});

describe('connections', { timeout: 30_000 }, () => {
  test('calls one after another share connections', async () => {
    const server = await serverOf((socket, _, number) => answerOk(socket, number));
    const client = clientOf(server.apiRoot);
    for (let number = 1; number <= 20; number += 1) expect(await client.call('getMe')).toBe(number);
    // The pool may take a second one while the first still reports its last answer.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test('a connection that the server closed while idle is replaced, and nothing fails', async () => {
    let last: { end: () => void } | undefined;
    let closed = false;
    const server = await serverOf((socket) => {
      last = socket;
      socket.on('close', () => (closed = true));
      answerOk(socket);
    });
    const client = clientOf(server.apiRoot);
    await client.call('getMe');
    last?.end();
    await waitUntil(() => closed, 'the idle connection is gone');
    expect(await client.call('getMe')).toBe(true);
    expect(server.connections()).toBe(2);
  });

  test('whatever a server does to its connections, not sent means never seen, and nothing is sent twice', async () => {
    const seen = new Map<string, number>();
    const server = await serverOf((socket, request, number) => {
      const marker = /x-client-request: (\S+)/i.exec(request)?.[1] ?? '';
      seen.set(marker, (seen.get(marker) ?? 0) + 1);
      if (number % 7 === 3) socket.resetAndDestroy();
      else if (number % 7 === 5) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"ok"');
      else answerOk(socket);
      // The moments around the next request on the same connection are the interesting ones.
      if (number % 3 === 0) socket.end();
      if (number % 5 === 0) setImmediate(() => socket.resetAndDestroy());
      if (number % 11 === 0) setImmediate(() => setImmediate(() => socket.resetAndDestroy()));
    });
    const client = clientOf(server.apiRoot, { connections: 3, clientMarker: true });
    const outcomes = new Map<string, 'done' | 'notSent' | 'unknown'>();
    const work = async (worker: number): Promise<void> => {
      for (let i = 0; i < 100; i += 1) {
        const marker = `${worker}-${i}`;
        const controller = new AbortController();
        if (i % 13 === 0) setImmediate(() => controller.abort());
        const call = client.call('sendMessage', { text: 'x' }, { marker, signal: controller.signal });
        outcomes.set(marker, await call.then(() => 'done' as const, outcomeOf));
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(work));

    const markersOf = (outcome: string): string[] =>
      [...outcomes.keys()].filter((marker) => outcomes.get(marker) === outcome);
    expect(markersOf('notSent').filter((marker) => seen.has(marker))).toEqual([]);
    expect(markersOf('done').filter((marker) => seen.get(marker) !== 1)).toEqual([]);
    expect(markersOf('unknown').filter((marker) => (seen.get(marker) ?? 0) > 1)).toEqual([]);
    for (const outcome of ['done', 'notSent', 'unknown']) expect(markersOf(outcome)).not.toEqual([]);
  });
});

function outcomeOf(error: unknown): 'notSent' | 'unknown' {
  expectNoToken(error);
  if (error instanceof NotSentError) return 'notSent';
  if (error instanceof UnknownOutcomeError) return 'unknown';
  throw error;
}

describe('a refusal', () => {
  test('429 carries the time to wait', async () => {
    const body = JSON.stringify({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 17',
      parameters: { retry_after: 17 },
    });
    const server = await serverOf((socket) => answer(socket, 429, body));
    const error = await failureOf(clientOf(server.apiRoot).call('sendMessage', { text: 'x' }));
    expect(error).toBeInstanceOf(TelegramError);
    expect(error).toMatchObject({ kind: 'flood', status: 429, retryAfterSeconds: 17, code: 'TELEGRAM_FLOOD' });
  });

  test('a proxy that answers 429 in its own words still says how long', async () => {
    const server = await serverOf((socket) => answer(socket, 429, '<html>slow down</html>', { 'Retry-After': '9' }));
    expect(await failureOf(clientOf(server.apiRoot).call('getMe'))).toMatchObject({
      kind: 'flood',
      retryAfterSeconds: 9,
    });
  });

  test.each([500, 502, 503, 504])(
    'a page with status %i is unavailable, and the page is not repeated in the error',
    async (status) => {
      const server = await serverOf((socket, request) =>
        answer(socket, status, `<html><h1>Bad Gateway</h1>${request}</html>`),
      );
      const error = await failureOf(clientOf(server.apiRoot).call('sendMessage', { text: 'hush' }));
      expect(error).toMatchObject({ name: 'TelegramError', kind: 'unavailable', status });
      expect(inspect(error)).not.toMatch(/hush|<html>/);
    },
  );

  test.each([
    [302, '', 'unavailable'],
    [403, '<html>firewall</html>', 'unavailable'],
    [404, '<html>not here</html>', 'unavailable'],
    [413, '<html>too large</html>', 'tooLarge'],
    [400, '', 'badRequest'],
    [431, '', 'badRequest'],
  ])('status %i with %j is %s', async (status, body, kind) => {
    const server = await serverOf((socket) => answer(socket, status, body));
    expect(await failureOf(clientOf(server.apiRoot).call('getMe'))).toMatchObject({ name: 'TelegramError', kind });
  });

  test('a migrated group names its new id', async () => {
    const body = JSON.stringify({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -100123 },
    });
    const server = await serverOf((socket) => answer(socket, 400, body));
    expect(await failureOf(clientOf(server.apiRoot).call('sendMessage', { text: 'x' }))).toMatchObject({
      kind: 'migrated',
      migrateToChatId: -100123,
    });
  });
});

describe('the request', () => {
  test('a payload without files goes as JSON to the method under the root, without a marker unless asked for', async () => {
    const server = await serverOf((socket) => answerOk(socket));
    await clientOf(`${server.apiRoot}/proxy/`).call(
      'sendMessage',
      { chat_id: 5, text: 'Добрий день' },
      { marker: '8' },
    );
    expect(server.received()).toContain(`POST /proxy/bot${token}/sendMessage HTTP/1.1`);
    expect(server.received()).not.toContain('x-client-request');
    const body = Buffer.from(server.received().split('\r\n\r\n')[1] ?? '', 'latin1').toString('utf8');
    expect(JSON.parse(body)).toEqual({ chat_id: 5, text: 'Добрий день' });
  });

  test('the marker is sent when the client is told to', async () => {
    const server = await serverOf((socket) => answerOk(socket));
    await clientOf(server.apiRoot, { clientMarker: true }).call('sendMessage', {}, { marker: '8' });
    expect(server.received()).toContain('x-client-request: 8\r\n');
  });

  test('a client prints nothing of its token, and neither does a wrong one', () => {
    expectNoToken(clientOf('http://127.0.0.1:1'));
    const wrong = (): BotApiClient =>
      createBotApiClient({ token: new Secret(`${token}\n`), apiRoot: 'http://127.0.0.1:1', timeoutMs: 1 });
    expect(wrong).toThrow(ConfigError);
    expect(wrong).toThrow(expect.not.objectContaining({ message: expect.stringContaining(token) }));
    expect(() => clientOf('api.telegram.org')).toThrow(ConfigError);
    expect(() => clientOf('ftp://api.telegram.org')).toThrow(ConfigError);
  });
});

test('a secret prints as such everywhere', () => {
  const secret = new Secret('hush');
  const text = `${String(secret)} ${inspect({ secret }, { showHidden: true, depth: 9 })} ${JSON.stringify({ secret })} ${inspect(secret, { customInspect: false })}`;
  expect(text).not.toContain('hush');
  expect(text).toContain('[secret]');
  expect(secret.reveal()).toBe('hush');
});
