import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { SimulatorEvent } from '../events.ts';
import type { Journal } from '../journal.ts';
import { isJsonObject } from '../json.ts';
import { isPresent, parseBox, type World } from '../world/world.ts';

const HEARTBEAT_MS = 15_000;
/** News of the journal come in bursts; one line tells of a burst. */
const JOURNAL_PAUSE_MS = 100;

/**
 * Serves `/_sim/events`: server-sent events of everything, of what one person may see (`user=`), or of what several
 * may see (`users=1,2`): then the data is `{user, data}`, once for each who sees it, so that one connection of a
 * browser serves all its pages. `journal=1` adds a line whenever the journal has grown.
 */
export function registerStream(app: FastifyInstance, world: World, journal: Journal): void {
  app.get('/_sim/events', (request, reply) => openStream(world, journal, request, reply));
}

function openStream(world: World, journal: Journal, request: FastifyRequest, reply: FastifyReply): void {
  const query = isJsonObject(request.query) ? request.query : {};
  const userId = query['user'] === undefined ? undefined : Number(query['user']);
  const users = typeof query['users'] === 'string' ? query['users'].split(',').map(Number) : undefined;
  const inspects = (userId === undefined && users === undefined) || query['inspect'] === '1';
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  raw.write('retry: 1000\n\n');
  const write = (event: SimulatorEvent): void => {
    if (users === undefined) {
      if (maySee(world, event, userId, inspects)) raw.write(eventText(event, event.dataFor(userId)));
      return;
    }
    const texts = users
      .filter((user) => maySee(world, event, user, inspects))
      .map((user) => eventText(event, { user, data: event.dataFor(user) }));
    if (texts.length > 0) raw.write(texts.join(''));
  };
  const lastId = Number(request.headers['last-event-id'] ?? query['last_event_id'] ?? Number.NaN);
  if (Number.isFinite(lastId)) for (const event of world.events.after(lastId)) write(event);
  const stopListening = world.events.listen(write);
  const stopJournal = query['journal'] === '1' ? tellOfJournal(journal, (text) => raw.write(text)) : () => undefined;
  const heartbeat = setInterval(() => raw.write(':\n\n'), HEARTBEAT_MS);
  raw.once('close', () => {
    clearInterval(heartbeat);
    stopListening();
    stopJournal();
  });
}

function eventText(event: SimulatorEvent, data: object): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Without an id, since the journal has its own numbers to resume by. */
function tellOfJournal(journal: Journal, write: (text: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const stop = journal.listen(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      write(`event: journal\ndata: {"last":${journal.last}}\n\n`);
    }, JOURNAL_PAUSE_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
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
