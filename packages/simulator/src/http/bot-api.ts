import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { ApiResponse, Pipeline } from '../api/pipeline.ts';
import { abortOf } from './abort.ts';
import { MalformedRequest, readParams } from './read-params.ts';

const NOT_FOUND = '{"ok":false,"error_code":404,"description":"Not Found"}';

/** Serves `/bot<token>/<method>` and `/bot<token>/test/<method>`. */
export function registerBotApi(app: FastifyInstance, pipeline: Pipeline): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/bot*',
    handler: async (request, reply) => await handle(pipeline, request, reply),
  });
}

interface Address {
  token: string;
  method: string;
  query: string;
}

async function handle(pipeline: Pipeline, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const address = readAddress(request.url);
  if (address === undefined) return await reply.code(404).type('application/json').send(NOT_FOUND);
  try {
    const body = Buffer.isBuffer(request.body) ? request.body : undefined;
    const params = await readParams(address.query, request.headers['content-type'] ?? '', body);
    const marker = request.headers['x-client-request'];
    const response = await pipeline.handle({
      token: address.token,
      method: address.method,
      params,
      marker: typeof marker === 'string' ? marker : undefined,
      signal: () => abortOf(reply),
    });
    return await write(reply, response);
  } catch (error) {
    if (!(error instanceof MalformedRequest)) throw error;
    return await reply.code(error.status).header('connection', 'close').send();
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

async function write(reply: FastifyReply, response: ApiResponse): Promise<unknown> {
  if (response.reset === true) {
    reply.hijack();
    reply.raw.socket?.resetAndDestroy();
    return undefined;
  }
  const type = response.contentType ?? 'application/json';
  if (response.truncated === true) {
    const bytes = Buffer.from(response.text);
    reply.hijack();
    reply.raw.writeHead(response.status, { 'content-type': type, 'content-length': bytes.length });
    reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.socket?.destroy());
    return undefined;
  }
  if (response.retryAfter !== undefined) reply.header('retry-after', String(response.retryAfter));
  return await reply.code(response.status).header('x-simulator', 'durabot').type(type).send(response.text);
}
