import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asObject, callApi, callForm, startFixture, type Fixture } from './support/fixture.ts';

let fixture: Fixture;
let userId = 0;

beforeAll(async () => {
  fixture = await startFixture();
  const anna = await fixture.sim.user({ first_name: 'Anna' });
  userId = anna.id;
  await (await anna.with('tester_bot')).sends('/start');
});
afterAll(async () => await fixture.stop());

/** Path behind the address, and whatever else `fetch` takes. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return await fetch(`${fixture.url}${path}`, init);
}

async function textSent(response: Response): Promise<unknown> {
  return asObject(asObject(await response.json())['result'])['text'];
}

const json = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

describe('a token', () => {
  const secret = 'A'.repeat(35);

  it.each([
    [`0123:${secret}`, 401, 'Unauthorized: invalid token specified'],
    [`123${'4'.repeat(50)}:${secret}`, 401, 'Unauthorized: invalid token specified'],
    ['1234567', 401, 'Unauthorized: invalid token specified'],
    [`99999999999999999999:${secret}`, 401, 'Unauthorized: invalid token specified'],
    [`12a:${secret}`, 421, 'Misdirected Request: unallowed token specified'],
    [`123456:${secret}`, 401, 'Unauthorized'],
    ['123456:short', 401, 'Unauthorized'],
  ])('%s is refused with %i %s', async (token, status, description) => {
    const answer = await callApi(fixture.url, token, 'getMe');
    expect(answer).toMatchObject({ status, error_code: status, description });
  });
});

describe('a path', () => {
  it('may name the test environment', async () => {
    expect((await ask(`/bot${fixture.bot.token}/test/getMe`)).status).toBe(200);
  });

  it.each([
    ['/bot', 404, 'Not Found'],
    ['/nothing/at/all', 404, 'Not Found'],
  ])('%s is answered with %i', async (path, status, description) => {
    const response = await ask(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ ok: false, error_code: status, description });
  });

  it('without a method takes it from the parameters', async () => {
    const response = await ask(`/bot${fixture.bot.token}/?method=getMe`);
    expect(asObject(await response.json())['ok']).toBe(true);
  });

  it('with an unknown method is not found', async () => {
    expect(await fixture.api('sendNothing')).toMatchObject({ status: 404, description: 'Not Found: method not found' });
  });

  it('may not be an absolute address', async () => {
    const port = Number(new URL(fixture.url).port);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => {
        socket.write('GET http://a.org/bot1:a/getMe HTTP/1.1\r\nhost: a.org\r\nconnection: close\r\n\r\n');
      });
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toContain('Not Found: absolute URI is specified in the Request-Line');
  });
});

const send = async (body: string): Promise<unknown> => {
  const answer = asObject(await (await ask(`/bot${fixture.bot.token}/sendMessage`, json(body))).json());
  return answer['description'] ?? asObject(answer['result'])['text'];
};

describe('parameters', () => {
  it('of the query win over those of the body, and the first of equal names wins', async () => {
    const path = `/bot${fixture.bot.token}/sendMessage?text=query&chat_id=${userId}&text=second`;
    expect(await textSent(await ask(path, json('{"text":"body"}')))).toBe('query');
    const form = new URLSearchParams([
      ['chat_id', String(userId)],
      ['text', 'first'],
      ['text', 'second'],
    ]);
    expect(await textSent(await ask(`/bot${fixture.bot.token}/sendMessage`, { method: 'POST', body: form }))).toBe(
      'first',
    );
  });

  it('may fill a long query', async () => {
    const text = 'x'.repeat(4096);
    const path = `/bot${fixture.bot.token}/sendMessage?chat_id=${userId}&ignored=${'y'.repeat(100_000)}&text=${text}`;
    expect(await textSent(await ask(path))).toBe(text);
  });

  it('are texts, whatever they are in JSON', async () => {
    expect(await send(`{"chat_id":${userId},"text":12.5}`)).toBe('12.5');
    expect(await send(`{"chat_id":"${userId}","text":null}`)).toBe('null');
    expect(await send(`{"chat_id":${userId},"text":"a","reply_markup":null}`)).toBe(
      'Bad Request: object expected as reply markup',
    );
    expect(await send(`{"chat_id":${userId},"text":"a","reply_markup":"{\\"inline_keyboard\\":[]}"}`)).toBe('a');
  });

  it('keep all digits of long ids', async () => {
    const body = `{"chat_id":${userId},"text":9223372036854775807,"entities":[{"type":"custom_emoji","offset":0,"length":1,"custom_emoji_id":5368324170671202286}]}`;
    const { result } = asObject(await (await ask(`/bot${fixture.bot.token}/sendMessage`, json(body))).json());
    expect(result).toMatchObject({ text: '9223372036854775807' });
  });

  it('may be packed', async () => {
    const body = gzipSync(JSON.stringify({ chat_id: userId, text: 'packed' }));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const init = { method: 'POST', headers, body: new Uint8Array(body) };
    expect(await textSent(await ask(`/bot${fixture.bot.token}/sendMessage`, init))).toBe('packed');
  });

  it('of a body of unknown kind are ignored', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"text":"a"}' };
    const answer = asObject(await (await ask(`/bot${fixture.bot.token}/sendMessage`, init)).json());
    expect(answer['description']).toBe('Bad Request: message text is empty');
  });
});

const many = (count: number): FormData => {
  const form = new FormData();
  for (let index = 0; index < count; index += 1) form.set(`file${index}`, new Blob(['x']), 'x');
  return form;
};
const wide = (): FormData => {
  const form = new FormData();
  for (let index = 0; index < 3; index += 1) form.set(`text${index}`, 'x'.repeat(400_000));
  return form;
};

describe('a request that the HTTP parser refuses', () => {
  it.each<[what: string, status: number, init: () => RequestInit]>([
    ['broken JSON', 400, () => json('{"chat_id":')],
    ['JSON that is no object', 400, () => json('[1]')],
    ['JSON that is too deep', 400, () => json(`{"text":${'['.repeat(500)}${']'.repeat(500)}}`)],
    ['a form without its boundary', 400, () => ({ ...json('x'), headers: { 'content-type': 'multipart/form-data' } })],
    ['broken gzip', 400, () => json('{}', { 'content-encoding': 'gzip' })],
    ['an unknown packing', 415, () => json('{}', { 'content-encoding': 'br' })],
    ['more than a mebibyte of JSON', 413, () => json(`{"text":"${'x'.repeat(1_048_576)}"}`)],
    ['more than a mebibyte in a form', 413, () => ({ method: 'POST', body: wide() })],
    ['more than 50 files', 413, () => ({ method: 'POST', body: many(51) })],
    ['an unknown HTTP method', 501, () => ({ method: 'PUT', body: 'x' })],
  ])('for %s is answered with %i and nothing else', async (_what, status, init) => {
    const response = await ask(`/bot${fixture.bot.token}/getMe`, init());
    expect([response.status, await response.text()]).toEqual([status, '']);
    expect(response.headers.get('x-simulator')).toBe('durabot');
  });

  it('may have 50 files', async () => {
    expect((await callForm(fixture.url, fixture.bot.token, 'getMe', many(50))).ok).toBe(true);
  });

  it('is too large for the front door', async () => {
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = httpRequest(
        `${fixture.url}/bot${fixture.bot.token}/sendDocument`,
        { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': 60 * 1024 * 1024 } },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      sent.on('error', reject);
      sent.flushHeaders();
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toEqual({ ok: false, error_code: 413, description: 'Request Entity Too Large' });
  });
});

it('nobody takes it for Telegram: each answer says that it is simulated', async () => {
  for (const path of [
    `/bot${fixture.bot.token}/getMe`,
    '/bot1:a/getMe',
    '/_sim/health',
    '/nowhere',
    '/file/bot1:a/x',
  ]) {
    expect((await ask(path)).headers.get('x-simulator')).toBe('durabot');
  }
});

describe('local mode', () => {
  let local: Fixture;
  let chatId = 0;
  let folder = '';

  beforeAll(async () => {
    local = await startFixture({ local: true, strictWebhookUrl: true });
    const anna = await local.sim.user({ first_name: 'Anna' });
    chatId = anna.id;
    await (await anna.with('tester_bot')).sends('/start');
    folder = await mkdtemp(join(tmpdir(), 'local-mode-'));
  });
  afterAll(async () => {
    await local.stop();
    await rm(folder, { recursive: true });
  });

  it('takes files by their address on this machine and gives paths in place of downloads', async () => {
    const path = join(folder, 'price list.txt');
    await writeFile(path, 'one, two');
    const sent = await local.api('sendDocument', { chat_id: chatId, document: pathToFileURL(path).href });
    const document = asObject(asObject(sent.result)['document']);
    expect(document).toMatchObject({ file_name: 'price list.txt', file_size: 8 });
    const file = asObject((await local.api('getFile', { file_id: document['file_id'] })).result);
    expect(isAbsolute(String(file['file_path']))).toBe(true);
    expect(readFileSync(String(file['file_path']), 'utf8')).toBe('one, two');
    const missing = await local.api('sendDocument', { chat_id: chatId, document: 'file:///nowhere/a.txt' });
    expect(missing).toMatchObject({ ok: false, status: 400 });
  });

  it('gives files that are too big for a download elsewhere', async () => {
    const form = new FormData();
    form.set('chat_id', String(chatId));
    form.set('document', new Blob([new Uint8Array(21 * 1024 * 1024)]), 'big.bin');
    const sent = await callForm(local.url, local.bot.token, 'sendDocument', form);
    const fileId = asObject(asObject(sent.result)['document'])['file_id'];
    expect((await local.api('getFile', { file_id: fileId })).ok).toBe(true);
  });

  it('lets a webhook be at any address, with many connections', async () => {
    const url = 'http://127.0.0.1:9/hook';
    expect((await local.api('setWebhook', { url, max_connections: 200_000 })).ok).toBe(true);
    expect(asObject((await local.api('getWebhookInfo')).result)).toMatchObject({ url, max_connections: 100_000 });
  });

  it('is not the usual one: there, a file address is no address', async () => {
    const answer = await fixture.api('sendDocument', { chat_id: userId, document: 'file:///etc/passwd' });
    expect(answer).toMatchObject({ ok: false, status: 400 });
  });
});
