import { createServer } from 'node:http';

/**
 * The least that a server on Node can do with such a request: read it, parse it, answer as many bytes. What the
 * simulator does beside that shows in the ratio of the two, whatever the machine.
 */
const message = {
  message_id: 1,
  from: { id: 1, is_bot: true, first_name: 'Bench', username: 'bench_bot' },
  chat: { id: 2, first_name: 'Person', type: 'private' },
  date: 1_800_000_000,
};

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (text += chunk));
  request.on('end', () => {
    const body: unknown = JSON.parse(text);
    const answer = JSON.stringify({ ok: true, result: { ...message, text: body } });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.send?.({ url: `http://127.0.0.1:${port}`, startMs: 0 });
});

process.on('message', (question) => {
  if (question === 'stop') process.exit(0);
  const { user, system } = process.cpuUsage();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ userMs: user / 1000, cpuMs: (user + system) / 1000, heapBytes: heapUsed + external, rssBytes: rss });
});
