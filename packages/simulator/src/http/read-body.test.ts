import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readBody } from './read-body.ts';

let server: Server;
let port = 0;
const errors: unknown[] = [];

beforeAll(async () => {
  server = createServer((incoming: IncomingMessage, response) => {
    readBody(incoming, 200_000).then(
      (body) => response.end(`${body.length} ${body.toString('latin1', body.length - 3)}`),
      (error: unknown) => {
        errors.push(error);
        response.end(`refused ${(error as { statusCode: number }).statusCode}`); // every error of readBody has a status
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The server listens on a port, so its address is an object.
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

async function post(chunks: Buffer[], headers: Record<string, string> = {}): Promise<string> {
  return await new Promise((resolve, reject) => {
    const outgoing = request({ port, method: 'POST', headers }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text));
    });
    outgoing.on('error', reject);
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
  });
}

describe('a body', () => {
  it('is read whole, whether its length was stated or not', async () => {
    const chunks = [Buffer.alloc(100_000, 'a'), Buffer.alloc(90_000, 'b'), Buffer.from('end')];
    expect(await post(chunks)).toBe('190003 end');
    expect(await post(chunks, { 'content-length': '190003' })).toBe('190003 end');
  });

  it('is refused when it is over the limit, stated or not', async () => {
    expect(await post([Buffer.alloc(200_001)])).toBe('refused 413');
    expect(await post([Buffer.alloc(200_001)], { 'content-length': '200001' })).toBe('refused 413');
  });

  it('that breaks off is the fault of the client', async () => {
    errors.length = 0;
    const outgoing = request({ port, method: 'POST', headers: { 'content-length': '10' } });
    outgoing.on('error', () => undefined);
    outgoing.write('half', () => outgoing.destroy());
    const end = performance.now() + 5000;
    while (errors.length === 0 && performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
    expect(errors).toMatchObject([{ statusCode: 400 }]);
  });
});
