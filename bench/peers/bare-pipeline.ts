// No peer but the bound that any durable bot on PostgreSQL meets: the pipeline by hand, with nothing in it that is not needed
// here. Webhooks that arrive together share one insert before their 200; chats share one commit of state, call and the end of
// the update; the call counts as attempted in that commit and goes out at once; calls that were answered are deleted with the
// next commit. One process owns everything: no leases, no duplicates sorted out, no limits, no retries, no recovery.
import type { IncomingMessage } from 'node:http';
import { createDatabase } from '@durabot/postgres';
import { silentLog } from '@durabot/testing';
import { Pool } from 'undici';
import { readBotSettings } from '../src/bot-settings.ts';
import { answerTo, messageOptions, type OrderSession } from './order-session.ts';
import { serve } from './serve.ts';

interface Message {
  readonly update_id: number;
  readonly message: { readonly chat: { readonly id: number }; readonly text: string };
}

interface Waiting {
  readonly update: Message;
  readonly stored: () => void;
}

interface Handled {
  readonly id: number;
  readonly chatId: number;
  readonly session: OrderSession;
  readonly payload: string | undefined;
}

const most = 500;
const { apiRoot, token, databaseUrl, secretToken } = readBotSettings();
const db = createDatabase({ url: databaseUrl, log: silentLog });
await db.query('create table bare_inbox (id bigint primary key, payload json not null)');
await db.query('create table bare_state (chat_id bigint primary key, data json not null)');
await db.query('create table bare_outbox (id bigint primary key, chat_id bigint not null, payload json not null)');
const commitSql = `
with gone as (
  delete from bare_outbox where id = any ($4::bigint[])
), done as (
  delete from bare_inbox where id = any ($1::bigint[])
), state as (
  insert into bare_state (chat_id, data)
  select chat_id, data from json_to_recordset($2::json) as r(chat_id bigint, data json)
  on conflict (chat_id) do update set data = excluded.data
)
insert into bare_outbox (id, chat_id, payload)
select id, chat_id, payload from json_to_recordset($3::json) as r(id bigint, chat_id bigint, payload json)`;
const telegram = new Pool(apiRoot, { connections: most, pipelining: 1 });

let arrived: Waiting[] = [];
let storing = false;
let handled: Handled[] = [];
let committing = false;
let answered: number[] = [];
const sessions = new Map<number, OrderSession>();

await serve(
  (request, response) => {
    void (async () => {
      const update = JSON.parse(await bodyOf(request)) as Message;
      if (request.headers['x-telegram-bot-api-secret-token'] !== secretToken) {
        response.writeHead(401).end();
        return;
      }
      arrived.push({ update, stored: () => response.writeHead(200).end() });
      if (!storing) void store();
    })();
  },
  () => db.stop(),
);

async function store(): Promise<void> {
  storing = true;
  await new Promise(setImmediate);
  while (arrived.length > 0) {
    const batch = arrived.splice(0, most);
    const rows = batch.map(({ update }) => ({ id: update.update_id, payload: update }));
    await db.prepared(
      'bare_store',
      'insert into bare_inbox (id, payload) select id, payload from json_to_recordset($1::json) as r(id bigint, payload json)',
      [JSON.stringify(rows)],
    );
    for (const { update, stored } of batch) {
      stored();
      handle(update);
    }
  }
  storing = false;
}

function handle({ update_id: id, message }: Message): void {
  const chatId = message.chat.id;
  const session = sessions.get(chatId) ?? {};
  sessions.set(chatId, session);
  const card = answerTo(session, message.text);
  const payload =
    card === undefined ? undefined : JSON.stringify({ chat_id: chatId, text: card.text, ...messageOptions(card) });
  handled.push({ id, chatId, session: { ...session }, payload });
  if (!committing) void commit();
}

async function commit(): Promise<void> {
  committing = true;
  await new Promise(setImmediate);
  while (handled.length > 0) {
    const batch = handled.splice(0, most);
    const gone = answered;
    answered = [];
    const states = new Map(batch.map(({ chatId, session }) => [chatId, session]));
    const calls = batch.flatMap(({ id, chatId, payload }) =>
      payload === undefined ? [] : [{ id, chat_id: chatId, payload }],
    );
    await db.prepared('bare_commit', commitSql, [
      batch.map(({ id }) => id),
      JSON.stringify([...states].map(([chatId, data]) => ({ chat_id: chatId, data }))),
      JSON.stringify(calls),
      gone,
    ]);
    for (const call of calls) void send(call.id, call.payload);
  }
  committing = false;
}

async function send(id: number, payload: string): Promise<void> {
  const { body } = await telegram.request({
    method: 'POST',
    path: `/bot${token}/sendMessage`,
    headers: { 'content-type': 'application/json' },
    body: payload,
  });
  await body.json();
  answered.push(id);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
