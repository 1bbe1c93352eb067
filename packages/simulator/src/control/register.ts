import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';

import { Params } from '../api/params.ts';
import { abortOf } from '../http/abort.ts';
import { MalformedRequest, readParams } from '../http/read-params.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Log } from '../log.ts';
import { chatInfoRoutes } from './chat-info-routes.ts';
import { chatRoutes } from './chat-routes.ts';
import { ControlError } from './control-error.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { joinRoutes } from './join-routes.ts';
import { journalRoutes } from './journal-routes.ts';
import { loadRoutes } from './load-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { messageActRoutes } from './message-act-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { inlineRoutes } from './inline-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { pressRoutes } from './press-routes.ts';
import { openApi } from './openapi.ts';
import { paymentRoutes } from './payments-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { pollRoutes } from './poll-routes.ts';
import { RawAnswer, type ControlContext, type ControlRoute } from './route.ts';
import { searchRoutes } from './search-routes.ts';
import { transcriptRoutes } from './transcript-routes.ts';
import { starsRoutes } from './stars-routes.ts';
import { topicRoutes } from './topic-routes.ts';
import { viewRoutes } from './view-routes.ts';
import { webAppRoutes } from './web-app-routes.ts';

const VERSION = '0.1.0';
const BOT_API_VERSION = '10.3';

const ROUTES: readonly ControlRoute[] = [
  ...pollRoutes,
  ...pressRoutes,
  ...linkRoutes,
  ...inlineRoutes,
  ...peopleRoutes,
  ...chatRoutes,
  ...memberRoutes,
  ...joinRoutes,
  ...messageRoutes,
  ...mediaRoutes,
  ...messageActRoutes,
  ...topicRoutes,
  ...viewRoutes,
  ...loadRoutes,
  ...journalRoutes,
  ...deliveryRoutes,
  ...chatInfoRoutes,
  ...searchRoutes,
  ...transcriptRoutes,
  ...paymentRoutes,
  ...starsRoutes,
  ...webAppRoutes,
];

/** Serves the control API under `/_sim/`. */
export function registerControl(app: FastifyInstance, context: ControlContext, log: Log): void {
  app.addHook('onRequest', async (request, reply) => {
    if (isForeign(request)) {
      await reply
        .code(403)
        .send({ error: { code: 'foreign_origin', message: 'pages of other sites may not act here' } });
    }
  });
  app.get('/_sim/health', () => ({ ok: true, version: VERSION, bot_api: BOT_API_VERSION }));
  app.get('/_sim/openapi.json', () => openApi(ROUTES, VERSION));
  for (const route of ROUTES) {
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => await answer(route, context, log, request, reply),
    });
  }
}

/** A page of another site, open in the same browser, could otherwise act for every virtual person. */
function isForeign({ url, headers }: FastifyRequest): boolean {
  if (!url.startsWith('/_sim/') || headers.origin === undefined) return false;
  if (!URL.canParse(headers.origin)) return true;
  const origin = new URL(headers.origin);
  if (origin.host === headers.host) return false;
  // A page of this machine, such as a development server's, may pass calls on to a simulator of this machine.
  return !LOOPBACK.test(origin.host) || !LOOPBACK.test(headers.host ?? '');
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

async function answer(
  route: ControlRoute,
  context: ControlContext,
  log: Log,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  try {
    const input = await readInput(route, request);
    const result = await route.run(context, input, abortOf(reply.raw));
    if (result === undefined) throw new ControlError(408, 'timeout', 'nothing came in time');
    if (result instanceof RawAnswer) return await reply.type(result.type).headers(result.headers).send(result.body);
    return result;
  } catch (error) {
    const refusal = asControlError(error, log);
    return await reply.code(refusal.status).send({ error: { code: refusal.code, message: refusal.message } });
  } finally {
    context.world.store.commit();
  }
}

async function readInput(route: ControlRoute, request: FastifyRequest): Promise<JsonObject> {
  const path = isJsonObject(request.params) ? request.params : {};
  const query = isJsonObject(request.query) ? request.query : {};
  if (route.method === 'GET' || route.method === 'DELETE') return { ...query, ...path };
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return { ...(await readUpload(type, body)), ...path };
  if (body.length === 0) return { ...path };
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw new ControlError(400, 'invalid', 'the body is no JSON');
  }
  if (!isJsonObject(json)) throw new ControlError(400, 'invalid', 'the body must be a JSON object');
  return { ...json, ...path };
}

/** A browser's upload: texts as they are, and the part `file` as the kind of media that `kind` names. */
async function readUpload(type: string, body: Buffer): Promise<JsonObject> {
  const params: Params = await readParams('', type, body);
  const input: JsonObject = Object.fromEntries(params.values);
  const file = params.files.get('file');
  if (file === undefined) return input;
  const kind = params.text('kind') === '' ? 'document' : params.text('kind');
  const duration = params.integer('duration');
  input[kind] = { name: file.name, mime: file.mimeType, base64: file.bytes.toString('base64'), duration };
  return input;
}

function asControlError(error: unknown, log: Log): ControlError {
  if (error instanceof ControlError) return error;
  if (error instanceof MalformedRequest) return new ControlError(400, 'invalid', 'the body cannot be read');
  if (error instanceof ZodError) {
    const text = error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ');
    return new ControlError(400, 'invalid', text);
  }
  log.error({ err: error }, 'control call failed by a defect of the simulator');
  return new ControlError(500, 'defect', error instanceof Error ? error.message : 'unknown');
}
