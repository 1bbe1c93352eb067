import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listen } from './listen.ts';

/** A message that a bot sends, as it came in. */
export interface SentMessage {
  readonly chatId: number;
  readonly text: string;
  /** When the whole request was there. */
  readonly arrivedMs: number;
}

/** As much of Telegram as the measured bots need: it takes every call and answers it a little later. */
export interface FakeTelegram {
  readonly url: string;
  /** Calls of any method. */
  calls(): number;
  /** Bytes of all calls and of all answers, heads included. */
  traffic(): { received: number; sent: number };
  stop(): Promise<void>;
}

export interface FakeTelegramOptions {
  /** How long each answer takes, as a way through the network would. */
  latencyMs: number;
  /** Takes over when an answer goes out, in place of the latency. */
  hold?: (answer: () => void, method: string) => void;
  /** A message has come in. */
  onMessage?: (message: SentMessage) => void;
  /** A message was answered: its reader sees it. */
  onDelivered?: (message: SentMessage) => void;
  /** What `getUpdates` hands out, once; none when not given. */
  updates?: () => object[];
}

const me = {
  is_bot: true,
  first_name: 'Order',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
};

/** Starts it in this process, on a port of its own. */
export async function startFakeTelegram(options: FakeTelegramOptions): Promise<FakeTelegram> {
  let calls = 0;
  let messages = 0;
  /** Of each bot, by its id. */
  const webhookUrls = new Map<number, unknown>();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void answer(request, response);
  });
  // Nagle's algorithm would hold answers back.
  const sockets = new Set<Socket>();
  const closed = { received: 0, sent: 0 };
  server.on('connection', (socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      closed.received += socket.bytesRead;
      closed.sent += socket.bytesWritten;
    });
  });
  const port = await listen(server);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const arrivedMs = performance.now();
    calls += 1;
    const [path = ''] = (request.url ?? '').split('?');
    const method = path.split('/').at(-1) ?? '';
    const bot = Number(/^\/bot(\d+)/.exec(path)?.[1]);
    const fields = parse(body, request.headers['content-type'] ?? '');
    const message = messageIn(method, fields, arrivedMs);
    if (message !== undefined) options.onMessage?.(message);
    const result = resultOf(bot, method, fields, message);
    const waitMs = method === 'getUpdates' && Array.isArray(result) && result.length === 0 ? 1_000 : options.latencyMs;
    const deliver = (): void => {
      respond(response, { ok: true, result });
      if (message !== undefined) options.onDelivered?.(message);
    };
    if (options.hold === undefined) setTimeout(deliver, waitMs);
    else options.hold(deliver, method);
  }

  function resultOf(
    bot: number,
    method: string,
    fields: Record<string, unknown>,
    message: SentMessage | undefined,
  ): unknown {
    if (message !== undefined) {
      messages += 1;
      return messageObject(bot, messages, message);
    }
    switch (method) {
      case 'getMe':
        return { ...me, id: bot, username: usernameOf(bot) };
      case 'getUpdates':
        return options.updates?.() ?? [];
      case 'setWebhook':
        webhookUrls.set(bot, fields['url']);
        return true;
      case 'getWebhookInfo':
        return { url: webhookUrls.get(bot) ?? '', has_custom_certificate: false, pending_update_count: 0 };
      default:
        return true;
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    traffic: () => ({
      received: [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, closed.received),
      sent: [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, closed.sent),
    }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function messageIn(method: string, fields: Record<string, unknown>, arrivedMs: number): SentMessage | undefined {
  if (method !== 'sendMessage' && method !== 'editMessageText') return undefined;
  return { chatId: Number(fields['chat_id']), text: String(fields['text']), arrivedMs };
}

function usernameOf(bot: number): string {
  return `order_${bot}_bot`;
}

function messageObject(bot: number, messageId: number, { chatId, text }: SentMessage): object {
  return {
    message_id: messageId,
    from: { id: bot, is_bot: true, first_name: me.first_name, username: usernameOf(bot) },
    chat: { id: chatId, first_name: `User${chatId}`, type: 'private' },
    date: Math.floor(Date.now() / 1_000),
    text,
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) {
    if (Buffer.isBuffer(piece)) pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(body: string, contentType: string): Record<string, unknown> {
  if (body === '') return {};
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  const parsed: unknown = JSON.parse(body);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

function respond(response: ServerResponse, value: object): void {
  const text = JSON.stringify(value);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
