import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands for a Sentry and a collector of traces: keeps what it is sent. */
export interface Watcher {
  readonly dsn: string;
  readonly endpoint: string;
  /** Bodies as they came, the newest last. */
  readonly bodies: string[];
  events(): SentEvent[];
  spans(): SentSpan[];
  /** From now on it takes requests and never answers. */
  hang(): void;
  stop(): Promise<void>;
}

export interface SentEvent {
  level: string;
  release: string;
  environment: string;
  tags: Record<string, string>;
  exception: { values: { type: string; value: string }[] };
}

export interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
}

export async function createWatcher(): Promise<Watcher> {
  const bodies: string[] = [];
  const envelopes: string[] = [];
  const batches: string[] = [];
  let hangs = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      bodies.push(`${request.url} ${body}`);
      if (request.url?.startsWith('/api/42/envelope/') === true) envelopes.push(body);
      if (request.url === '/v1/traces') batches.push(body);
      if (!hangs) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    dsn: `http://0123456789abcdef@127.0.0.1:${port}/42`,
    endpoint: `http://127.0.0.1:${port}`,
    bodies,
    // An envelope is lines: its header, and for each item a header and what it holds.
    events: () =>
      envelopes.flatMap((envelope) => {
        const lines = envelope.split('\n').map((line): unknown => JSON.parse(line === '' ? '{}' : line));
        return lines.filter(
          (line): line is SentEvent => typeof line === 'object' && line !== null && 'exception' in line,
        );
      }),
    spans: () =>
      batches.flatMap((batch) => {
        const { resourceSpans } = JSON.parse(batch) as { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] };
        return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
      }),
    hang: () => {
      hangs = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
