import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:net';

import { describe, expect, it } from 'vitest';

import { createWebhookSender } from './webhook-sender.ts';

function settingsOf(port: number, protocol = 'http'): Parameters<typeof createWebhookSender>[0] {
  return {
    url: `${protocol}://127.0.0.1:${port}/`,
    secretToken: '',
    maxConnections: 1,
    ipAddress: '127.0.0.1',
    hasCertificate: false,
  };
}

async function portOf(server: ReturnType<typeof createTlsServer>): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('a request to a webhook', () => {
  it('gives up when no answer comes in time', async () => {
    const server = createServer(() => undefined);
    const sender = createWebhookSender(settingsOf(await portOf(server)), { readTimeoutMs: 50 });
    expect(await sender.send('{}')).toMatchObject({ kind: 'failed', message: 'Read timeout expired', isAnswer: false });
    sender.close();
    server.closeAllConnections();
    server.close();
  });

  it('tells that the other side does not speak TLS', async () => {
    const server = createTlsServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const sender = createWebhookSender(settingsOf(await portOf(server), 'https'));
    expect(await sender.send('{}')).toMatchObject({
      kind: 'failed',
      message: 'SSL error {error:0A00010B:SSL routines::wrong version number}',
    });
    sender.close();
    server.close();
  });

  it('ends with its sender, as many as are under way, and Node has nothing to warn of', async () => {
    const warnings: string[] = [];
    const note = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', note);
    let asked = 0;
    const server = createServer(() => {
      asked += 1;
    });
    const sender = createWebhookSender({ ...settingsOf(await portOf(server)), maxConnections: 40 });
    const sent = Array.from({ length: 60 }, () => sender.send('{}'));
    await expect.poll(() => asked).toBe(40);
    sender.close();
    for (const result of await Promise.all(sent)) expect(result).toMatchObject({ kind: 'failed', isAnswer: false });
    process.off('warning', note);
    expect(warnings).toEqual([]);
    server.closeAllConnections();
    server.close();
  });
});
