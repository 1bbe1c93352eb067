import helmet from '@fastify/helmet';
import fastify from 'fastify';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';
import type { ProgramState } from '../start/program-state.ts';
import { addHealthRoutes } from './health-routes.ts';
import { addStatusPage } from './status-page.ts';

/** What the pages are made from. */
export interface WebAppOptions {
  state: ProgramState;
  registry: Registry;
  nowMs: () => number;
  /** Serves `POST /telegram/<bot>`; absent while the runtime is not there yet. */
  webhooks?: FastifyPluginAsync;
}

/** Everything the program answers on its port, ready to be put behind the front door. */
export async function createWebApp({ state, registry, nowMs, webhooks }: WebAppOptions): Promise<FastifyInstance> {
  const app = fastify({ logger: false, bodyLimit: 1_048_576, routerOptions: { ignoreTrailingSlash: true } });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Whether there is TLS is known to the proxy in front; on plain loopback this header would lock people out.
    strictTransportSecurity: false,
  });

  addHealthRoutes(app, state, nowMs);
  addStatusPage(app, state);
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));

  if (webhooks === undefined) {
    app.post('/telegram/:bot', (_request, reply) =>
      reply.code(503).header('retry-after', '1').send({ status: state.phase }),
    );
  } else {
    await app.register(webhooks);
  }

  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'Nothing here.' } }),
  );
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    return reply
      .code(status)
      .send({ error: { code: status < 500 ? 'BAD_REQUEST' : 'UNEXPECTED', message: plainWords(status) } });
  });
  await app.ready();
  return app;
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

/** Never the error's own message: it may quote what was sent. */
function plainWords(status: number): string {
  if (status === 413) return 'The request is too large.';
  return status < 500 ? 'The request could not be understood.' : 'Something went wrong here.';
}
