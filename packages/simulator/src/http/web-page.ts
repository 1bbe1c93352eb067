import { existsSync } from 'node:fs';
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const MISSING = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulator</title>
<body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The simulator is running</h1>
<p>Its web chat is not built yet. Run <code>npm run build</code> and load this page again.</p>
<p>The control API is described at <a href="/_sim/openapi.json">/_sim/openapi.json</a>.</p></body></html>`;

/** Serves the built web chat at `/`, or a page that says how to build it. */
export async function registerWebPage(app: FastifyInstance, webDir: string | undefined): Promise<void> {
  if (webDir === undefined || !existsSync(join(webDir, 'index.html'))) {
    app.get('/', async (_request, reply) => await reply.type('text/html; charset=utf-8').send(MISSING));
    return;
  }
  await app.register(fastifyStatic, { root: webDir, prefix: '/' });
}
