import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';

import { afterEach, describe, expect, it } from 'vitest';

import { asObject, startFixture, waitUntil, type Fixture } from './support/fixture.ts';

interface Delivery {
  body: Record<string, unknown>;
  headers: IncomingHttpHeaders;
  response: ServerResponse;
}

let fixture: Fixture;
let server: Server | undefined;
let url = '';
let deliveries: Delivery[] = [];

/** Starts a simulator and a webhook whose answers the test gives. */
async function start(onDelivery: (delivery: Delivery) => void): Promise<void> {
  fixture = await startFixture();
  deliveries = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const delivery = { body: asObject(JSON.parse(text)), headers: request.headers, response };
      deliveries.push(delivery);
      onDelivery(delivery);
    });
  });
  await new Promise<void>((resolve) => {
    server?.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}/hook` : '';
}

afterEach(async () => {
  await fixture.stop();
  server?.closeAllConnections();
  server?.close();
});

function textOf(delivery: Delivery): unknown {
  return asObject(delivery.body['message'])['text'];
}

function finish(delivery: Delivery | undefined, status = 200, headers: Record<string, string> = {}, body = ''): void {
  delivery?.response.writeHead(status, headers).end(body);
}

async function describeCall(method: string, params: object): Promise<unknown> {
  return (await fixture.api(method, params)).description;
}

async function personWrites(name: string, ...texts: string[]): Promise<void> {
  const person = await fixture.sim.user({ first_name: name });
  const chat = await person.with('tester_bot');
  for (const text of texts) await chat.sends(text);
}

describe('webhooks', () => {
  it('deliver the updates of one chat one after the other, those of others meanwhile', async () => {
    await start((delivery) => {
      if (textOf(delivery) === 'warm') finish(delivery);
    });
    await fixture.api('setWebhook', { url, secret_token: 'quiet' });
    // After a first success, deliveries run side by side.
    await personWrites('Warm', 'warm');
    await waitUntil('the first is delivered', () => deliveries.length === 1);
    await personWrites('Anna', 'a1', 'a2');
    await personWrites('Boris', 'b1');
    await waitUntil('both chats are in flight', () => deliveries.length === 3);
    expect(deliveries.map(textOf)).toEqual(['warm', 'a1', 'b1']);
    expect(deliveries[0]?.headers['x-telegram-bot-api-secret-token']).toBe('quiet');
    finish(deliveries[1]);
    await waitUntil('the second of the chat follows', () => deliveries.length === 4);
    expect(deliveries.map(textOf).at(-1)).toBe('a2');
    expect(Number(deliveries[3]?.body['update_id'])).toBe(Number(deliveries[1]?.body['update_id']) + 1);
    finish(deliveries[2]);
    finish(deliveries[3]);
    await waitUntil('all is delivered', async () => (await fixture.sim.stats('tester_bot')).webhook.sent === 4);
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toMatchObject({ url, pending_update_count: 0 });
  });

  it('try a failure again at once, then after 2 and 4 s of the simulated time, and tell the error', async () => {
    await start((delivery) => finish(delivery, deliveries.length < 4 ? 500 : 200));
    await fixture.sim.clock({ frozen: true });
    await fixture.api('setWebhook', { url });
    await personWrites('Anna', 'again');
    await waitUntil('two are made', () => deliveries.length === 2);
    expect(await fixture.sim.webhookInfo(fixture.bot.token)).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    });
    await fixture.sim.clock({ advance_ms: 1_900 });
    expect(deliveries).toHaveLength(2);
    await fixture.sim.clock({ advance_ms: 200 });
    await waitUntil('the third is made', () => deliveries.length === 3);
    await waitUntil('its failure is known', async () => (await fixture.sim.stats('tester_bot')).webhook.failed === 3);
    await fixture.sim.clock({ advance_ms: 4_000 });
    await waitUntil('it is delivered', async () => (await fixture.sim.stats('tester_bot')).webhook.sent === 1);
    expect(deliveries.map(textOf)).toEqual(['again', 'again', 'again', 'again']);
  });

  it('wait as long as Retry-After says', async () => {
    await start((delivery) => finish(delivery, deliveries.length === 1 ? 503 : 200, { 'retry-after': '30' }));
    await fixture.sim.clock({ frozen: true });
    await fixture.api('setWebhook', { url });
    await personWrites('Anna', 'later');
    await waitUntil('the failure is known', async () => (await fixture.sim.stats('tester_bot')).webhook.failed === 1);
    await fixture.sim.clock({ advance_ms: 29_000 });
    expect(deliveries).toHaveLength(1);
    await fixture.sim.clock({ advance_ms: 1_000 });
    await waitUntil('it is delivered', async () => (await fixture.sim.stats('tester_bot')).webhook.sent === 1);
  });

  it('carry out a method that the answer names, but not those that read', async () => {
    await start((delivery) => {
      const chat = asObject(asObject(delivery.body['message'])['chat'])['id'];
      const method = deliveries.length === 1 ? 'sendMessage' : 'getMe';
      const body = JSON.stringify({ method, chat_id: chat, text: 'from the answer' });
      finish(delivery, 200, { 'content-type': 'application/json' }, body);
    });
    await fixture.api('setWebhook', { url });
    const anna = await fixture.sim.user({ first_name: 'Anna' });
    const chat = await anna.with('tester_bot');
    await chat.sends('hello');
    expect((await chat.reply()).text).toBe('from the answer');
    await chat.sends('again');
    await waitUntil('both are delivered', async () => (await fixture.sim.stats('tester_bot')).webhook.sent === 2);
    expect((await fixture.sim.stats('tester_bot')).calls['getMe']).toBeUndefined();
  });

  it('are set, kept and removed with the official descriptions', async () => {
    await start((delivery) => finish(delivery));
    expect(await describeCall('setWebhook', { url })).toBe('Webhook was set');
    expect(await describeCall('setWebhook', { url })).toBe('Too Many Requests: retry after 1');
    await waitUntil('it may be set again', async () => {
      return (await describeCall('setWebhook', { url })) === 'Webhook is already set';
    });
    expect(await describeCall('deleteWebhook', {})).toBe('Webhook was deleted');
    expect(await describeCall('deleteWebhook', {})).toBe('Webhook is already deleted');
  });

  it('tell when nothing listens', async () => {
    await start((delivery) => finish(delivery));
    await fixture.api('setWebhook', { url: 'http://127.0.0.1:9/' });
    await personWrites('Anna', 'hello');
    await waitUntil('the failure is known', async () => (await fixture.sim.stats('tester_bot')).webhook.failed > 0);
    expect((await fixture.sim.webhookInfo(fixture.bot.token))['last_error_message']).toBe('Connection refused');
  });
});

describe('strict webhook addresses', () => {
  it('are refused as by Telegram', async () => {
    server = undefined;
    fixture = await startFixture({ strictWebhookUrl: true });
    const cases: [string, string][] = [
      ['http://example.org/', 'bad webhook: An HTTPS URL must be provided for webhook'],
      ['https://example.org:81/', 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
      ['https://127.0.0.1/', 'bad webhook: IP address 127.0.0.1 is reserved'],
      ['ftp://example.org', 'invalid webhook URL specified'],
    ];
    for (const [address, words] of cases) {
      const { bot, sim } = fixture;
      const other = await sim.bot({ username: `bot_${address.length}_bot` });
      expect(other.id).not.toBe(bot.id);
      const response = await fetch(`${fixture.url}/bot${other.token}/setWebhook?url=${encodeURIComponent(address)}`);
      expect(asObject(await response.json())['description']).toBe(`Bad Request: ${words}`);
    }
  });
});
