import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { SimulatorEvent } from '../events.ts';
import { isJsonObject } from '../json.ts';
import { parseBox, type World } from '../world/world.ts';
import { isPresent } from '../world/world.ts';

const HEARTBEAT_MS = 15_000;

/** Serves `/_sim/events`: server-sent events of everything, or of what one person may see. */
export function registerStream(app: FastifyInstance, world: World): void {
  app.get('/_sim/events', (request, reply) => openStream(world, request, reply));
}

function openStream(world: World, request: FastifyRequest, reply: FastifyReply): void {
  const query = isJsonObject(request.query) ? request.query : {};
  const userId = query['user'] === undefined ? undefined : Number(query['user']);
  const inspects = userId === undefined || query['inspect'] === '1';
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  raw.write('retry: 1000\n\n');
  const write = (event: SimulatorEvent): void => {
    if (!maySee(world, event, userId, inspects)) return;
    raw.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.dataFor(userId))}\n\n`);
  };
  const lastId = Number(request.headers['last-event-id'] ?? query['last_event_id'] ?? Number.NaN);
  if (Number.isFinite(lastId)) for (const event of world.events.after(lastId)) write(event);
  const stopListening = world.events.listen(write);
  const heartbeat = setInterval(() => raw.write(':\n\n'), HEARTBEAT_MS);
  raw.once('close', () => {
    clearInterval(heartbeat);
    stopListening();
  });
}

function maySee(world: World, event: SimulatorEvent, userId: number | undefined, inspects: boolean): boolean {
  const { audience } = event;
  switch (audience.kind) {
    case 'everybody':
      return true;
    case 'inspectors':
      return inspects;
    case 'user':
      return userId === undefined || userId === audience.userId;
    case 'box': {
      if (userId === undefined) return true;
      const address = parseBox(audience.box);
      if (address.kind === 'private') return address.userId === userId;
      const member = world.findMember(address.chatId, userId);
      return member !== undefined && isPresent(member);
    }
    default:
      return false;
  }
}
