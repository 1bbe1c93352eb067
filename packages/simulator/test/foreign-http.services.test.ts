import { Buffer } from 'node:buffer';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Actor, ActorChat } from '@durabot/simulator';

import { talk } from './foreign/raw-http.ts';
import { asObject, startFixture, type Fixture } from './support/fixture.ts';
import { jpegOf } from './support/media-bytes.ts';

const TEXT = 'Привіт & +1 = 100 %';
const KEYBOARD = JSON.stringify({ inline_keyboard: [[{ text: 'Так', callback_data: 'yes' }]] });
const PHOTO = jpegOf(64, 32, 2_000);

let fixture: Fixture;
let folder = '';
let anna: Actor;
let chat: ActorChat;

beforeAll(async () => {
  fixture = await startFixture();
  folder = mkdtempSync(join(tmpdir(), 'durabot-http-'));
  writeFileSync(join(folder, 'a.jpg'), PHOTO);
  anna = await fixture.sim.user({ first_name: 'Anna' });
  chat = await anna.with(fixture.bot.id);
  await chat.sends('/start');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await fixture.stop();
});

/** Asks with curl. @returns the status and the body */
async function curl(
  method: string,
  ...options: string[]
): Promise<{ status: number; answer: Record<string, unknown> }> {
  const address = `${fixture.url}/bot${fixture.bot.token}/${method}`;
  const fixed = ['--silent', '--show-error', '--max-time', '20', '--write-out', '\n%{http_code}'];
  const { stdout } = await promisify(execFile)('curl', [...fixed, ...options, address]);
  const cut = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(cut + 1)), answer: asObject(JSON.parse(stdout.slice(0, cut))) };
}

/** Asks by writing into a socket. */
async function raw(
  head: string,
  body: string | Buffer = '',
  fields: Record<string, string> = {},
): Promise<{ status: number; answer: Record<string, unknown>; headers: Map<string, string> }> {
  const [line = '', path = ''] = head.split(' ');
  const lines = [`${line} /bot${fixture.bot.token}/${path} HTTP/1.1`, 'Host: simulator'];
  if (body.length > 0 && fields['Transfer-Encoding'] === undefined)
    lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  for (const [name, value] of Object.entries(fields)) lines.push(`${name}: ${value}`);
  const [answer] = await talk(fixture.url, [`${lines.join('\r\n')}\r\n\r\n`, body]);
  if (answer === undefined) throw new Error('no answer came');
  return { ...answer, answer: asObject(JSON.parse(answer.body.toString('utf8'))) };
}

async function expectKeyboard(): Promise<void> {
  expect(await chat.last()).toMatchObject({ text: TEXT, reply_markup: { inline_keyboard: [[{ text: 'Так' }]] } });
}

async function expectPhoto(): Promise<void> {
  const last = await chat.last();
  expect(last).toMatchObject({ caption: TEXT, photo: [{ width: 64, height: 32 }] });
  const response = await fetch(new URL(last?.photo?.[0]?.url ?? 'missing', fixture.url));
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PHOTO);
}

describe('curl', () => {
  it('sends by GET with a query', async () => {
    const data = ['chat_id', anna.id, 'text', TEXT, 'reply_markup', KEYBOARD];
    const { status, answer } = await curl('sendMessage', '--get', ...encoded(data));
    expect([status, answer['ok']]).toEqual([200, true]);
    await expectKeyboard();
  });

  it('sends by a form in the body', async () => {
    const { status } = await curl(
      'sendMessage',
      ...encoded(['chat_id', anna.id, 'text', TEXT, 'reply_markup', KEYBOARD]),
    );
    expect(status).toBe(200);
    await expectKeyboard();
  });

  it('sends a file by a form of parts', async () => {
    const parts = [`chat_id=${anna.id}`, `caption=${TEXT}`, `photo=@${join(folder, 'a.jpg')}`];
    const { status } = await curl('sendPhoto', ...parts.flatMap((part) => ['--form', part]));
    expect(status).toBe(200);
    await expectPhoto();
  });

  it('sends JSON', async () => {
    const json = JSON.stringify({ chat_id: anna.id, text: TEXT, reply_markup: JSON.parse(KEYBOARD) as unknown });
    const { status } = await curl('sendMessage', '--header', 'Content-Type: application/json', '--data', json);
    expect(status).toBe(200);
    await expectKeyboard();
  });

  it('waits for leave to send a large body, and fetches what it sent', async () => {
    const large = Buffer.alloc(3 * 1024 * 1024, 'durabot ');
    writeFileSync(join(folder, 'large.bin'), large);
    const header = ['--header', 'Expect: 100-continue'];
    const parts = ['--form', `chat_id=${anna.id}`, '--form', `document=@${join(folder, 'large.bin')}`];
    const { answer } = await curl('sendDocument', ...header, ...parts);
    const fileId = String(asObject(asObject(answer['result'])['document'])['file_id']);
    const { answer: found } = await curl('getFile', ...encoded(['file_id', fileId]));
    const path = String(asObject(found['result'])['file_path']);
    const target = join(folder, 'fetched.bin');
    await promisify(execFile)('curl', ['-sSf', '-o', target, `${fixture.url}/file/bot${fixture.bot.token}/${path}`]);
    expect(readFileSync(target).equals(large)).toBe(true);
  });

  it('is refused with the words and the status of the official server', async () => {
    const { status, answer } = await curl('sendMessage', ...encoded(['chat_id', 999_888_777, 'text', 'x']));
    expect([status, answer]).toEqual([400, { ok: false, error_code: 400, description: 'Bad Request: chat not found' }]);
  });
});

describe('a socket', () => {
  it('sends by GET with a query', async () => {
    const query = new URLSearchParams({ chat_id: String(anna.id), text: TEXT, reply_markup: KEYBOARD });
    const { status, headers } = await raw(`GET sendMessage?${query.toString()}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    await expectKeyboard();
  });

  it('sends by a form in the body, with a part of the parameters in the query', async () => {
    const body = new URLSearchParams({ text: TEXT, reply_markup: KEYBOARD }).toString();
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await raw(`POST sendMessage?chat_id=${anna.id}`, body, type)).status).toBe(200);
    await expectKeyboard();
  });

  it('sends a file by a form of parts', async () => {
    const body = Buffer.concat([
      Buffer.from(`--cut\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n${anna.id}\r\n`),
      Buffer.from(`--cut\r\nContent-Disposition: form-data; name="caption"\r\n\r\n${TEXT}\r\n`),
      Buffer.from('--cut\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n'),
      Buffer.from('Content-Type: image/jpeg\r\n\r\n'),
      PHOTO,
      Buffer.from('\r\n--cut--\r\n'),
    ]);
    const type = { 'Content-Type': 'multipart/form-data; boundary=cut' };
    expect((await raw('POST sendPhoto', body, type)).status).toBe(200);
    await expectPhoto();
  });

  it('sends JSON in chunks', async () => {
    const json = JSON.stringify({ chat_id: anna.id, text: TEXT, reply_markup: KEYBOARD });
    const chunks = [json.slice(0, 20), json.slice(20)].map((text) => {
      return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
    });
    const fields = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
    expect((await raw('POST sendMessage', `${chunks.join('')}0\r\n\r\n`, fields)).status).toBe(200);
    await expectKeyboard();
  });

  it('asks twice without waiting, and is answered in order on the same connection', async () => {
    const ask = (method: string): string =>
      `GET /bot${fixture.bot.token}/${method} HTTP/1.1\r\nHost: simulator\r\n\r\n`;
    const answers = await talk(fixture.url, [ask('getMe') + ask('getMyCommands')], 2);
    const bodies = answers.map((answer): unknown => JSON.parse(answer.body.toString('utf8')));
    expect(bodies).toMatchObject([{ result: { username: 'tester_bot' } }, { ok: true, result: [] }]);
  });
});

function encoded(data: readonly (string | number)[]): string[] {
  const options: string[] = [];
  for (let at = 0; at < data.length; at += 2) options.push('--data-urlencode', `${data[at]}=${data[at + 1]}`);
  return options;
}
