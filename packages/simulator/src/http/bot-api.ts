import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { ApiResponse, Pipeline } from '../api/pipeline.ts';
import { abortOf } from './abort.ts';
import { trickle } from './trickle.ts';
import { MalformedRequest, readParams } from './read-params.ts';

const NOT_FOUND = '{"ok":false,"error_code":404,"description":"Not Found"}';

const ABSOLUTE =
  '{"ok":false,"error_code":404,"description":"Not Found: absolute URI is specified in the Request-Line"}';

/** Serves `/bot<token>/<method>` and `/bot<token>/test/<method>`. */
export function registerBotApi(app: FastifyInstance, pipeline: Pipeline): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/bot*',
    handler: async (request, reply) => await handle(pipeline, request, reply),
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/bot*',
    handler: async (_request, reply) => await reply.code(501).header('connection', 'close').send(),
  });
}

interface Address {
  token: string;
  method: string;
  query: string;
}

async function handle(pipeline: Pipeline, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!request.url.startsWith('/')) {
    write(reply, { status: 404, text: ABSOLUTE });
    return;
  }
  const address = readAddress(request.url);
  if (address === undefined) {
    write(reply, { status: 404, text: NOT_FOUND });
    return;
  }
  try {
    const body = Buffer.isBuffer(request.body) ? request.body : undefined;
    const { 'content-type': type = '', 'content-encoding': encoding = '' } = request.headers;
    const params = await readParams(address.query, type, body, encoding);
    const marker = request.headers['x-client-request'];
    const response = await pipeline.handle({
      token: address.token,
      method: address.method,
      params,
      marker: typeof marker === 'string' ? marker : undefined,
      signal: () => abortOf(reply),
    });
    write(reply, response);
  } catch (error) {
    if (!(error instanceof MalformedRequest)) throw error;
    await reply.code(error.status).header('connection', 'close').send();
  }
}

function readAddress(url: string): Address | undefined {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = mark === -1 ? '' : url.slice(mark + 1);
  const slash = path.indexOf('/', 1);
  if (slash === -1) return undefined;
  let token = path.slice('/bot'.length, slash);
  if (token.includes('%')) {
    try {
      token = decodeURIComponent(token);
    } catch {
      return undefined;
    }
  }
  let method = path.slice(slash + 1);
  if (method.startsWith('test/')) method = method.slice('test/'.length);
  if (method.endsWith('/')) method = method.slice(0, -1);
  return { token, method, query };
}

/** Written past Fastify: it would add a charset to the content type, and this path is the busiest. */
function write(reply: FastifyReply, response: ApiResponse): void {
  const { raw } = reply;
  reply.hijack();
  if (response.reset === true) {
    raw.socket?.resetAndDestroy();
    return;
  }
  const length = Buffer.byteLength(response.text);
  const headers: Record<string, string | number> = {
    'content-type': response.contentType ?? 'application/json',
    'content-length': length,
    'x-simulator': 'durabot',
  };
  if (response.retryAfter !== undefined) headers['retry-after'] = response.retryAfter;
  raw.writeHead(response.status, headers);
  if (response.truncated === true) {
    raw.write(response.text.slice(0, response.text.length / 2), () => raw.socket?.destroy());
    return;
  }
  if (response.slowMs === undefined) raw.end(response.text);
  else trickle(raw, Buffer.from(response.text), response.slowMs);
}
