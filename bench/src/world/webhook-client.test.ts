import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createWebhookClient, endOfAnswer } from './webhook-client.ts';
import { listen } from './listen.ts';

const whole = [
  'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n0\r\n\r\n',
];

test.each(whole)('the end of an answer is found where it is, and not before it is there: %j', (answer) => {
  expect(endOfAnswer(`${answer}HTTP/1.1`)).toBe(answer.length);
  for (let length = 0; length < answer.length; length += 1)
    expect(endOfAnswer(answer.slice(0, length))).toBeUndefined();
});

test('a connection that the bot has closed, with or without a word, costs no update', async () => {
  const sockets: Socket[] = [];
  let asked = 0;
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      asked += 1;
      // The second request meets a connection that ends under it.
      if (asked === 2) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
  });
  const port = await listen(server);
  const client = createWebhookClient(`http://127.0.0.1:${port}/`, { secretToken: 'secret', connections: 2 });
  try {
    await client.open();
    while (sockets.length < 2) await once(server, 'connection');
    const [silent, told] = sockets;
    if (silent === undefined || told === undefined) throw new Error('There are no connections.');
    told.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    await once(told, 'close');
    silent.end();
    await once(silent, 'close');
    for (let count = 0; count < 3; count += 1) expect(await client.post('{}')).toBe(200);
    expect(asked).toBe(4);
  } finally {
    client.stop();
    server.close();
  }
});
