import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { answer, startRawServer, type OnRequest } from '../test/raw-server.ts';
import { type BotApiClient, createBotApiClient } from './client.ts';
import { DownloadError } from './errors.ts';
import { Secret } from './secret.ts';

const token = `77:${'A'.repeat(35)}`;
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function clientTo(onRequest: OnRequest): Promise<BotApiClient & { received: () => string }> {
  const server = await startRawServer(onRequest);
  const client = createBotApiClient({ token: new Secret(token), apiRoot: server.apiRoot, timeoutMs: 5000 });
  open.push(
    () => client.close({ deadlineMs: 0 }),
    () => server.close(),
  );
  return { ...client, received: () => server.received() };
}

test('a file arrives whole, with its size', async () => {
  const client = await clientTo((socket) => answer(socket, 200, 'the content'));
  const { stream, sizeBytes } = await client.download('photos/file 1.jpg');
  expect((await buffer(stream)).toString()).toBe('the content');
  expect(sizeBytes).toBe(11);
  expect(client.received()).toContain(`GET /file/bot${token}/photos/file%201.jpg HTTP/1.1`);
});

test('a path cannot leave the folder of the bot', async () => {
  const client = await clientTo((socket) => answer(socket, 200, 'x'));
  await buffer((await client.download('../../../etc/../passwd?x')).stream);
  expect(client.received()).toContain(`GET /file/bot${token}/etc/passwd%3Fx HTTP/1.1`);
});

test('a file announced as too large is not fetched', async () => {
  const client = await clientTo((socket) => answer(socket, 200, 'the content'));
  await expect(client.download('f', { maxBytes: 10 })).rejects.toMatchObject({
    name: 'DownloadError',
    code: 'DOWNLOAD_TOO_LARGE',
  });
});

test('a file that grows beyond the limit ends with an error', async () => {
  const client = await clientTo((socket) =>
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n123456\r\n6\r\n123456\r\n0\r\n\r\n'),
  );
  const { stream, sizeBytes } = await client.download('f', { maxBytes: 10 });
  expect(sizeBytes).toBeUndefined();
  await expect(buffer(stream)).rejects.toMatchObject({ code: 'DOWNLOAD_TOO_LARGE' });
});

test('a cut file ends with an error and never looks whole', async () => {
  const client = await clientTo((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'));
  const { stream } = await client.download('f');
  const error: unknown = await buffer(stream).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DownloadError);
  expect(error).toMatchObject({ code: 'DOWNLOAD_FAILED' });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(token);
});

test('a refusal is told as such', async () => {
  const client = await clientTo((socket) =>
    answer(socket, 404, '{"ok":false,"error_code":404,"description":"Not Found"}'),
  );
  await expect(client.download('f')).rejects.toMatchObject({ name: 'TelegramError', kind: 'notFound' });
});
