import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from 'vitest';

import { asObject, callForm, startFixture, waitUntil, type Fixture } from './support/fixture.ts';

interface Delivery {
  text: string;
  body: Record<string, unknown>;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  response: ServerResponse;
}

let fixture: Fixture;
let server: Server;
let port = 0;
let connections = 0;
let deliveries: Delivery[] = [];

async function start(onDelivery: (delivery: Delivery) => void): Promise<string> {
  fixture = await startFixture();
  deliveries = [];
  connections = 0;
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { url: path, headers } = request;
      const delivery = { text, body: asObject(JSON.parse(text)), path, headers, response };
      deliveries.push(delivery);
      onDelivery(delivery);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://127.0.0.1:${port}/hook`;
}

afterEach(async () => {
  await fixture.stop();
  server.closeAllConnections();
  server.close();
});

const ok = ({ response }: Delivery): unknown => response.writeHead(200).end();

function textOf({ body }: Delivery): unknown {
  return asObject(body['message'])['text'];
}

async function sent(): Promise<{ sent: number; failed: number }> {
  return (await fixture.sim.stats('tester_bot')).webhook;
}

async function personWrites(name: string, ...texts: string[]): Promise<void> {
  const person = await fixture.sim.user({ first_name: name });
  const chat = await person.with('tester_bot');
  for (const text of texts) await chat.sends(text);
}

describe('a request to a webhook', () => {
  it('looks as from Telegram, and keeps its connection', async () => {
    await start(ok);
    await fixture.api('setWebhook', {
      url: `http://clerk:open%20sesame@127.0.0.1:${port}/hook?x=1`,
      secret_token: 'quiet',
    });
    await personWrites('Anna', 'one', 'two', 'three');
    await waitUntil('all are delivered', async () => (await sent()).sent === 3);
    const [first] = deliveries;
    expect(first?.text).toMatch(/^\{"update_id":\d+,\n"message":\{"message_id":/);
    expect(first?.path).toBe('/hook?x=1');
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': 'quiet',
      'accept-encoding': 'gzip, deflate',
      authorization: `Basic ${Buffer.from('clerk:open sesame').toString('base64')}`,
    });
    expect(connections).toBe(1);
  });

  it('goes to the given address, whatever the name says', async () => {
    await start(ok);
    await fixture.api('setWebhook', { url: `http://bot.invalid:${port}/hook`, ip_address: '127.0.0.1' });
    await personWrites('Anna', 'one');
    await waitUntil('it is delivered', async () => (await sent()).sent === 1);
    expect(deliveries[0]?.headers.host).toBe(`bot.invalid:${port}`);
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toMatchObject({ ip_address: '127.0.0.1' });
  });
});

describe('an answer of a webhook', () => {
  const named = { method: 'sendMessage', text: 'from the answer' };
  const forms: [string, (chat: number) => { type: string; body: string | Buffer; encoding?: string }][] = [
    ['JSON', (chat) => ({ type: 'application/json', body: JSON.stringify({ ...named, chat_id: chat }) })],
    [
      'a form',
      (chat) => ({
        type: 'application/x-www-form-urlencoded',
        body: new URLSearchParams({ ...named, chat_id: String(chat) }).toString(),
      }),
    ],
    [
      'a form of several parts',
      (chat) => ({
        type: 'multipart/form-data; boundary=cut',
        body: Object.entries({ ...named, chat_id: chat })
          .map(([name, value]) => `--cut\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
          .concat('--cut--\r\n')
          .join(''),
      }),
    ],
    [
      'packed JSON',
      (chat) => ({
        type: 'application/json',
        body: gzipSync(JSON.stringify({ ...named, chat_id: chat })),
        encoding: 'gzip',
      }),
    ],
  ];

  it.each(forms)('may name a method as %s', async (_name, make) => {
    const url = await start(({ body, response }) => {
      const chat = Number(asObject(asObject(body['message'])['chat'])['id']);
      const { type, body: answer, encoding } = make(chat);
      const packed = encoding === undefined ? {} : { 'content-encoding': encoding };
      response.writeHead(200, { 'content-type': type, ...packed }).end(answer);
    });
    await fixture.api('setWebhook', { url });
    const anna = await fixture.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('tester_bot');
    await chat.sends('hello');
    expect((await chat.reply()).text).toBe('from the answer');
  });

  it('may not name methods that read, or that would end the webhook', async () => {
    const methods = ['setWebhook', 'deleteWebhook', 'close', 'logOut', 'getMe', 'GETCHAT'];
    const url = await start(({ response }) => {
      const method = methods[deliveries.length - 1] ?? '';
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ method, url: '' }));
    });
    await fixture.api('setWebhook', { url });
    await personWrites('Anna', ...methods);
    await waitUntil('all are delivered', async () => (await sent()).sent === methods.length);
    const { calls } = await fixture.sim.stats('tester_bot');
    expect(Object.keys(calls)).toEqual(['setWebhook']);
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toMatchObject({ url, pending_update_count: 0 });
  });

  it('that leads elsewhere is a failure, and is not followed', async () => {
    const url = await start(({ response }) => response.writeHead(302, { location: '/other' }).end());
    await fixture.sim.clock({ frozen: true });
    await fixture.api('setWebhook', { url });
    await personWrites('Anna', 'one');
    await waitUntil('both tries failed', async () => (await sent()).failed === 2);
    expect(deliveries.map(({ path }) => path)).toEqual(['/hook', '/hook']);
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toMatchObject({
      last_error_message: 'Wrong response from the webhook: 302 Found',
    });
  });

  it('shows the reason that the webhook gave, and a cut connection', async () => {
    const url = await start(({ response }) => {
      if (deliveries.length === 1) response.writeHead(503, 'Out For Lunch', { 'retry-after': '1' }).end();
      else response.socket?.destroy();
    });
    await fixture.sim.clock({ frozen: true });
    await fixture.api('setWebhook', { url });
    const lastError = async (): Promise<unknown> =>
      (await fixture.sim.webhookInfo(fixture.bot.token))['last_error_message'];
    await personWrites('Anna', 'one');
    await waitUntil('it failed', async () => (await sent()).failed === 1);
    expect(await lastError()).toBe('Wrong response from the webhook: 503 Out For Lunch');
    await fixture.sim.clock({ advance_ms: 1_000 });
    await waitUntil('it failed again', async () => (await sent()).failed === 2);
    expect(await lastError()).toBe('Connection reset by peer');
  });

  it('puts off by at most an hour, and is not waited for beyond the end of the update', async () => {
    const url = await start(({ response }) => response.writeHead(500, { 'retry-after': '999999' }).end());
    await fixture.sim.clock({ frozen: true });
    await fixture.api('setWebhook', { url });
    await personWrites('Anna', 'one');
    await waitUntil('it failed', async () => (await sent()).failed === 1);
    for (let hour = 1; hour < 24; hour += 1) {
      await fixture.sim.clock({ advance_ms: 3_599_000 });
      expect((await sent()).failed).toBe(hour);
      await fixture.sim.clock({ advance_ms: 1_000 });
      await waitUntil('it failed again', async () => (await sent()).failed === hour + 1);
    }
    // The last try was 23 h after the message; one more hour is just within its day.
    await fixture.sim.clock({ advance_ms: 3_600_000 });
    await waitUntil('it is given up', async () => (await fixture.sim.stats('tester_bot')).updates.expired === 1);
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toMatchObject({ pending_update_count: 0 });
  });
});

describe('a webhook that fails', () => {
  it('is tried after 0, 2, 4, 8, 16, 32 s, then every 60 to 120 s', async () => {
    const url = await start(({ response }) => response.writeHead(500).end());
    await fixture.sim.clock({ frozen: true });
    await fixture.api('setWebhook', { url });
    await personWrites('Anna', 'one');
    await waitUntil('both first tries failed', async () => (await sent()).failed === 2);
    const waitsOf = [2, 4, 8, 16, 32].map((seconds) => ({ least: seconds, most: seconds }));
    for (const { least, most } of [...waitsOf, { least: 60, most: 121 }, { least: 60, most: 121 }]) {
      const tries = deliveries.length;
      await fixture.sim.clock({ advance_ms: least * 1_000 - 1 });
      expect((await sent()).failed).toBe(tries);
      expect(deliveries).toHaveLength(tries);
      await fixture.sim.clock({ advance_ms: (most - least) * 1_000 + 1 });
      await waitUntil('it failed again', async () => (await sent()).failed === tries + 1);
    }
  });

  it('holds only its own chat back', async () => {
    const url = await start((delivery) => {
      if (textOf(delivery) === 'poison') delivery.response.writeHead(500).end();
      else ok(delivery);
    });
    await fixture.sim.clock({ frozen: true });
    await fixture.api('setWebhook', { url });
    await personWrites('Boris', 'poison', 'after the poison');
    await personWrites('Anna', 'one', 'two');
    await waitUntil('the others are delivered', async () => (await sent()).sent === 2);
    expect(new Set(deliveries.map(textOf))).toEqual(new Set(['poison', 'one', 'two']));
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toMatchObject({ pending_update_count: 2 });
  });

  it('holds others back as well, when twice as many chats as there may be connections fail', async () => {
    const url = await start((delivery) => {
      if (textOf(delivery) === 'poison') delivery.response.writeHead(500, { 'retry-after': '60' }).end();
      else ok(delivery);
    });
    await fixture.sim.clock({ frozen: true });
    await fixture.api('setWebhook', { url, max_connections: 1 });
    await personWrites('Boris', 'poison');
    await personWrites('Clara', 'poison');
    await personWrites('Anna', 'one');
    await waitUntil('both failed', async () => (await sent()).failed === 2);
    expect(deliveries.map(textOf)).toEqual(['poison', 'poison']);
    await fixture.sim.clock({ advance_ms: 24 * 3_600_000 - 1 });
    await fixture.sim.clock({ advance_ms: 60_000 });
    await waitUntil('they are given up', async () => (await fixture.sim.stats('tester_bot')).updates.expired >= 2);
  });

  it('is removed after 23 hours of nothing but 410', async () => {
    const url = await start(({ response }) => response.writeHead(410).end());
    await fixture.sim.clock({ frozen: true });
    await fixture.api('setWebhook', { url });
    await personWrites('Anna', 'one');
    await waitUntil('it failed', async () => (await sent()).failed === 2);
    await fixture.sim.clock({ advance_ms: 23 * 3_600_000 });
    await waitUntil('it failed again', async () => (await sent()).failed === 3);
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toMatchObject({ url });
    await fixture.sim.clock({ advance_ms: 121_000 });
    await waitUntil('it is gone', async () => (await fixture.sim.webhookInfo(fixture.bot.token))['url'] === '');
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toMatchObject({ pending_update_count: 1 });
  });

  it('with thousands of updates whose time is over only forgets them', async () => {
    const url = await start(({ response }) => response.writeHead(500, { 'retry-after': '3600' }).end());
    await fixture.sim.clock({ frozen: true });
    const people = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => (await fixture.sim.user({ first_name: `P${index}` })).id),
    );
    const messages = Array.from({ length: 1_000 }, (_, index) => ({
      from: people[index % people.length],
      bot: 'tester_bot',
      text: `m${index}`,
    }));
    for (let count = 0; count < 2; count += 1) await fixture.sim.http.post('messages/batch', { messages });
    await fixture.sim.clock({ advance_ms: 25 * 3_600_000 });
    await fixture.api('setWebhook', { url });
    await waitUntil('all are forgotten', async () => (await fixture.sim.stats('tester_bot')).updates.queued === 0);
    await personWrites('Anna', 'new');
    await waitUntil('the new one is sent', async () => (await sent()).sent + (await sent()).failed > 0);
    expect(new Set(deliveries.map(textOf))).toEqual(new Set(['new']));
  });
});

describe('setting a webhook', () => {
  it('drops what waits when told so, and says so even without a webhook', async () => {
    await start(ok);
    await personWrites('Anna', 'one');
    const answer = await fixture.api('deleteWebhook', { drop_pending_updates: true });
    expect(answer.description).toBe('Webhook was deleted');
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toEqual({
      url: '',
      has_custom_certificate: false,
      pending_update_count: 0,
    });
  });

  it('takes a certificate of at most 3 MiB, forgets the last error and shows what is not usual', async () => {
    const url = await start(ok);
    const form = new FormData();
    form.set('url', url);
    form.set('certificate', new Blob([Buffer.alloc(3_145_729)]), 'own.pem');
    const refused = await callForm(fixture.url, fixture.bot.token, 'setWebhook', form);
    expect(refused.description).toBe('Bad Request: certificate size is too big (3145729 bytes)');
    form.set('certificate', new Blob(['-----BEGIN CERTIFICATE-----']), 'own.pem');
    form.set('allowed_updates', '["message"]');
    await waitUntil('it may be set', async () => {
      return (await callForm(fixture.url, fixture.bot.token, 'setWebhook', form)).ok;
    });
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toEqual({
      url,
      has_custom_certificate: true,
      pending_update_count: 0,
      max_connections: 40,
      ip_address: '127.0.0.1',
      allowed_updates: ['message'],
    });
  });

  it('again with the same values still takes over the kinds of updates', async () => {
    const url = await start(ok);
    await fixture.api('setWebhook', { url });
    await waitUntil('it may be set again', async () => {
      const again = await fixture.api('setWebhook', { url, allowed_updates: ['poll'] });
      return again.description === 'Webhook is already set';
    });
    expect((await fixture.sim.webhookInfo(fixture.bot.token))['allowed_updates']).toEqual(['poll']);
  });
});
