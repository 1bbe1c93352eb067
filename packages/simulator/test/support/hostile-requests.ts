import { readFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';

import type { BareRequest } from './in-process.ts';
import type { Random } from './seeded-random.ts';

const schema: { methods: Record<string, [name: string, type: string, required: 0 | 1][]> } = JSON.parse(
  readFileSync(new URL('../../data/bot-api-schema.json', import.meta.url), 'utf8'),
);
const METHODS = [...Object.keys(schema.methods), 'noSuchMethod', 'SENDMESSAGE', '', 'kickChatMember', '__proto__'];
const ALL_NAMES = [...new Set(Object.values(schema.methods).flatMap((list) => list.map(([name]) => name)))];

const TEXTS = [
  '',
  ' ',
  '0',
  '1',
  '-1',
  '-999',
  '99999999999999999999',
  '1e308',
  'null',
  'true',
  '[',
  '{}',
  '[]',
  '[[[[[[]]]]]]',
  '[{}]',
  '[null]',
  '"text"',
  '<b>',
  '</b>',
  '&#0;',
  '*_`[',
  '[a](',
  '||>',
  '\u0000\u0007',
  '\ud800',
  '\udfff\u200b',
  '😀'.repeat(300),
  'x'.repeat(5000),
  '@tester_bot',
  'http://[::1',
  'https://example.org/a.png',
  '../../etc/passwd',
  'file:///etc/passwd',
  'attach://file',
  'attach://',
  '__proto__',
  'constructor',
  'toString',
  "'; drop table message; --",
  '%00%ff',
  '/start',
  'HTML',
  'MarkdownV2',
  'photo',
  'emoji',
  'default',
  'typing',
  'XTR',
  `${'['.repeat(120)}${']'.repeat(120)}`,
  '{"type":"photo","media":"attach://file"}',
  '{"__proto__":{"polluted":true}}',
];

const KEYS = [
  'type',
  'offset',
  'length',
  'text',
  'url',
  'callback_data',
  'keyboard',
  'inline_keyboard',
  'message_id',
  '__proto__',
  'command',
  'description',
  'chat_id',
  'user_id',
  'emoji',
  'id',
  'title',
  'media',
  'input_message_content',
  'message_text',
  'label',
  'amount',
  'sticker',
  'format',
  'emoji_list',
  'web_app',
  'toString',
];

/** Objects that would be right, before one of their values is replaced. */
const RIGHT: readonly unknown[] = [
  {
    inline_keyboard: [
      [
        { text: 'a', callback_data: 'b' },
        { text: 'a', url: 'https://a.org', style: 'danger' },
      ],
    ],
  },
  { keyboard: [[{ text: 'a', request_users: { request_id: 1 } }, 'b']], resize_keyboard: true },
  [{ type: 'article', id: '1', title: 'a', input_message_content: { message_text: 'a', parse_mode: 'HTML' } }],
  { type: 'photo', id: '1', photo_url: 'https://a.org/a.jpg', thumbnail_url: 'https://a.org/a.jpg', caption: 'a' },
  [
    { type: 'photo', media: 'attach://file', caption: 'a' },
    { type: 'video', media: 'attach://file', duration: 1 },
  ],
  [{ label: 'a', amount: 100 }],
  [{ id: '1', title: 'a', prices: [{ label: 'a', amount: 100 }] }],
  [{ text: 'a' }, { text: 'b', text_entities: [{ type: 'bold', offset: 0, length: 1 }] }],
  [{ type: 'text_link', offset: 0, length: 1, url: 'https://a.org' }],
  [{ sticker: 'attach://file', format: 'static', emoji_list: ['🙂'], keywords: ['a'] }],
  { message_id: 1, chat_id: 1, quote: 'a', quote_entities: [], allow_sending_without_reply: true },
  { can_send_messages: true, can_send_polls: false },
  [{ type: 'emoji', emoji: '👍' }],
  { type: 'chat_member', chat_id: 1, user_id: 1 },
  { type: 'web_app', text: 'a', web_app: { url: 'https://a.org' } },
  { title: 'a', tasks: [{ id: 1, text: 'b' }] },
  { type: 'static', photo: 'attach://file' },
];

/** The value with one thing in it replaced. */
function spoil(random: Random, targets: Targets, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.1) return nastyValue(random, targets, 3);
  const keys = Object.keys(value);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return nastyValue(random, targets, 3);
  const entries = Object.entries(value).map(([name, part]) => [
    name,
    name === key ? spoil(random, targets, part) : part,
  ]);
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

/** What is in the world, so that often enough the first checks are passed. */
export interface Targets {
  token: string;
  userId: number;
  chatIds: readonly number[];
}

function pick<Item>(random: Random, items: readonly Item[], fallback: Item): Item {
  return items[Math.floor(random() * items.length)] ?? fallback;
}

function nastyValue(random: Random, targets: Targets, depth = 0): unknown {
  const kind = random();
  if (kind < 0.1 && depth === 0) return spoil(random, targets, pick(random, RIGHT, {}));
  if (kind < 0.4) return pick(random, TEXTS, '');
  if (kind < 0.55) return Math.floor((random() - 0.5) * 10 ** Math.floor(random() * 22));
  if (kind < 0.65) return random() < 0.5 ? targets.userId : pick(random, targets.chatIds, 0);
  if (kind < 0.7) return Math.floor(random() * 12);
  if (kind < 0.74) return null;
  if (kind < 0.8) return random() < 0.5;
  if (depth > 3) return [];
  if (kind < 0.9) {
    return Array.from({ length: Math.floor(random() * 4) }, () => nastyValue(random, targets, depth + 1));
  }
  return Object.fromEntries(
    Array.from({ length: 4 }, () => [pick(random, KEYS, 'type'), nastyValue(random, targets, depth + 1)]),
  );
}

/** One request of any method, in any encoding, with anything in it. */
export function hostileRequest(random: Random, targets: Targets): BareRequest {
  const method = pick(random, METHODS, 'getMe');
  const token = random() < 0.98 ? targets.token : pick(random, TEXTS, '');
  const own = (Object.hasOwn(schema.methods, method) ? (schema.methods[method] ?? []) : []).map(([name]) => name);
  const params: Record<string, unknown> = {};
  for (let count = Math.floor(random() * 8); count > 0; count -= 1) {
    const name = random() < 0.85 && own.length > 0 ? pick(random, own, 'text') : pick(random, ALL_NAMES, 'text');
    params[name] = nastyValue(random, targets);
  }
  if (random() < 0.6) params['chat_id'] = pick(random, [targets.userId, ...targets.chatIds], targets.userId);
  if (random() < 0.3) params['user_id'] = targets.userId;
  return { token, method, ...encode(random, params) };
}

function encode(random: Random, params: Record<string, unknown>): Omit<BareRequest, 'token' | 'method'> {
  const kind = random();
  const form = new URLSearchParams(
    Object.entries(params).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ).toString();
  if (kind < 0.15) return { query: form, contentType: '', body: undefined };
  if (kind < 0.35) return { query: '', contentType: 'application/x-www-form-urlencoded', body: Buffer.from(form) };
  if (kind < 0.55) return { query: '', ...multipart(random, params) };
  const json = Buffer.from(JSON.stringify(params));
  const asJson = { query: random() < 0.1 ? form : '', contentType: 'application/json' };
  if (kind < 0.85) return { ...asJson, body: json };
  if (kind < 0.88) return { ...asJson, contentEncoding: 'gzip', body: gzipSync(json) };
  if (kind < 0.9) return { ...asJson, contentEncoding: 'deflate', body: deflateSync(json) };
  const contentType = pick(random, BROKEN_TYPES, '');
  const contentEncoding = random() < 0.2 ? pick(random, ['gzip', 'br', 'deflate', 'x'], '') : '';
  return { query: '', contentType, contentEncoding, body: broken(random, json) };
}

const BROKEN_TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=b',
  'multipart/form-data; boundary=',
  'text/plain',
  '\0',
  '',
];

/** Cut off, turned over, very deep, or nothing but chance. */
function broken(random: Random, json: Buffer): Buffer {
  const kind = random();
  if (kind < 0.3) return json.subarray(0, Math.floor(random() * json.length));
  if (kind < 0.4) return Buffer.from(`{"text":${'['.repeat(5000)}`);
  if (kind < 0.45) return Buffer.from(`{"a":${'{"a":'.repeat(200)}1${'}'.repeat(201)}`);
  if (kind < 0.5) return Buffer.from(`--b\r\ncontent-disposition: form-data; name="text"\r\n\r\n${TEXTS.join('\r\n')}`);
  if (kind < 0.55) return Buffer.from('"'.repeat(999));
  const bytes = Buffer.alloc(Math.floor(random() * 300));
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = Math.floor(random() * 256);
  return bytes;
}

function multipart(random: Random, params: Record<string, unknown>): { contentType: string; body: Buffer } {
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(params)) {
    const isFile = random() < 0.3;
    const head = isFile
      ? `content-disposition: form-data; name="${name}"; filename="${pick(random, ['a.png', 'a.tgs', '../b', '', 'é\0'], 'a')}"\r\ncontent-type: image/png`
      : `content-disposition: form-data; name="${name}"`;
    const content = isFile
      ? fileContent(random)
      : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
    parts.push(Buffer.from(`--edge\r\n${head}\r\n\r\n`), content, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from('--edge\r\ncontent-disposition: form-data; name="file"; filename="file"\r\n\r\n'));
  parts.push(fileContent(random), Buffer.from('\r\n--edge--\r\n'));
  return { contentType: 'multipart/form-data; boundary=edge', body: Buffer.concat(parts) };
}

/** The beginnings of files of many kinds, and what may follow. */
const MAGIC = [
  '',
  '\x89PNG\r\n\x1a\n',
  'GIF89a',
  '\xff\xd8\xff\xe0',
  'RIFF\0\0\0\0WEBPVP8X',
  'OggS',
  'ID3',
  '\0\0\0\x18ftypmp42',
  '\x1f\x8b',
  '\x1aE\xdf\xa3',
  'fLaC',
];

function fileContent(random: Random): Buffer {
  const rest = Buffer.alloc(Math.floor(random() * 80));
  for (let index = 0; index < rest.length; index += 1) rest[index] = Math.floor(random() * 256);
  return Buffer.concat([Buffer.from(pick(random, MAGIC, ''), 'latin1'), rest]);
}
