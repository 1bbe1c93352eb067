import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

import type { FastifyInstance } from 'fastify';

import type { ApiResponse, Pipeline } from '../api/pipeline.ts';
import type { Log } from '../log.ts';
import { abortOf } from './abort.ts';
import { trickle } from './trickle.ts';
import { readBody } from './read-body.ts';
import { MalformedRequest, readParams } from './read-params.ts';

const NOT_FOUND = '{"ok":false,"error_code":404,"description":"Not Found"}';

const DEFECT = '{"ok":false,"error_code":500,"description":"Internal Server Error"}';

const ABSOLUTE =
  '{"ok":false,"error_code":404,"description":"Not Found: absolute URI is specified in the Request-Line"}';

/** Serves `/bot<token>/<method>` and `/bot<token>/test/<method>`. */
export function registerBotApi(app: FastifyInstance, pipeline: Pipeline): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/bot*',
    handler: async (request, reply) => {
      const { url, headers, body } = request;
      reply.hijack();
      await handle(pipeline, { url, headers, body: Buffer.isBuffer(body) ? body : undefined }, reply.raw);
    },
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/bot*',
    handler: async (_request, reply) => await reply.code(501).header('connection', 'close').send(),
  });
}

export interface BotCallParts {
  pipeline: Pipeline;
  bodyLimit: number;
  log: Log;
}

/** The usual form of a call; what is not of this form takes the long way through the router. */
const PLAIN = /^\/bot[^%]*$/;

/**
 * Answers calls of the usual form without the router of the web server, which would take as long as the call itself.
 *
 * @returns whether the request was taken
 */
export function takeBotCall(parts: BotCallParts, request: IncomingMessage, response: ServerResponse): boolean {
  const { url = '', method, headers } = request;
  const isSmall =
    method === 'GET' || (method === 'POST' && Number(headers['content-length'] ?? Infinity) <= parts.bodyLimit);
  if (!isSmall || !PLAIN.test(url)) return false;
  void answerCall(parts, request, response);
  return true;
}

async function answerCall(
  { pipeline, bodyLimit, log }: BotCallParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = '', method, headers } = request;
  let body: Buffer | undefined;
  try {
    if (method !== 'GET') body = await readBody(request, bodyLimit);
  } catch {
    // It broke off, so that nobody is there to be answered.
    response.destroy();
    return;
  }
  try {
    await handle(pipeline, { url, headers, body }, response);
  } catch (error) {
    log.error({ err: error }, 'request failed by a defect of the simulator');
    if (!response.headersSent) write(response, { status: 500, text: DEFECT });
  }
}

interface BotCall {
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer | undefined;
}

interface Address {
  token: string;
  method: string;
  query: string;
}

async function handle(pipeline: Pipeline, request: BotCall, response: ServerResponse): Promise<void> {
  if (!request.url.startsWith('/')) {
    write(response, { status: 404, text: ABSOLUTE });
    return;
  }
  const address = readAddress(request.url);
  if (address === undefined) {
    write(response, { status: 404, text: NOT_FOUND });
    return;
  }
  try {
    const { 'content-type': type = '', 'content-encoding': encoding = '' } = request.headers;
    const params = await readParams(address.query, type, request.body, encoding);
    const marker = request.headers['x-client-request'];
    const answer = await pipeline.handle({
      token: address.token,
      method: address.method,
      params,
      marker: typeof marker === 'string' ? marker : undefined,
      signal: () => abortOf(response),
    });
    write(response, answer);
  } catch (error) {
    if (!(error instanceof MalformedRequest)) throw error;
    response.writeHead(error.status, { 'content-length': 0, connection: 'close', 'x-simulator': 'durabot' }).end();
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
function write(raw: ServerResponse, response: ApiResponse): void {
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
