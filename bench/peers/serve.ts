import { createServer, type RequestListener } from 'node:http';
import { announce } from '../src/bot-settings.ts';
import { listen } from '../src/world/listen.ts';

/** Serves a peer's webhook with Node's own server, the leanest way there is, and says where. */
export async function serve(handler: RequestListener, stop: () => Promise<unknown> | void): Promise<void> {
  const server = createServer({ keepAliveTimeout: 60_000 }, handler);
  const port = await listen(server);
  process.once('SIGTERM', () => {
    void (async () => {
      await stop();
      process.exit(0);
    })();
  });
  announce(`http://127.0.0.1:${port}/`);
}
