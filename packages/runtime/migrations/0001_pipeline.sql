-- The durable pipeline: processes and their fence, inbox, dialogs, outbox, timers, schedules, dead letters.
-- Payloads are json, not jsonb: they are kept as they came, and jsonb refuses texts that hold \u0000.

-- up
create schema if not exists durabot;

-- A running program. Its advisory lock (liveness) is free as soon as it is gone; heartbeat_at shows one that hangs.
create table durabot.process (
  id text primary key,
  liveness bigint not null,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now()
);

-- A process may commit while its row is here. Whoever takes over deletes the row first, and so waits for commits under way.
create table durabot.fence (
  process_id text primary key
);

create table durabot.lease (
  name text primary key,
  process_id text,
  taken_at timestamptz not null default now()
);

create table durabot.bot (
  name text primary key,
  telegram_id bigint,
  username text,
  -- Grows when the name gets another Telegram account, whose update ids start anew.
  generation integer not null default 1,
  next_offset bigint
);

-- What was received in the last 48 hours; Telegram redelivers for 24.
create table durabot.seen_update (
  bot text not null,
  generation integer not null,
  update_id bigint not null,
  seen_at timestamptz not null default now(),
  primary key (bot, generation, update_id)
);
create index seen_update_age_idx on durabot.seen_update using brin (seen_at);

create table durabot.inbox (
  id bigint generated always as identity primary key,
  bot text not null,
  shard smallint not null,
  chat_key text not null,
  chat_id bigint,
  user_id bigint,
  topic_id bigint,
  kind text not null,
  update_id bigint,
  payload json not null,
  attempts smallint not null default 0,
  due_at timestamptz not null,
  expires_at timestamptz,
  received_at timestamptz not null default now(),
  last_error text
);
create index inbox_bot_idx on durabot.inbox (bot, id);
-- Few rows: entries that failed and wait; their chats wait with them.
create index inbox_retry_idx on durabot.inbox (bot, chat_key, id) where attempts > 0;

create table durabot.dialog (
  id text primary key,
  bot text not null,
  chat_id bigint not null,
  user_id bigint not null,
  topic_id bigint not null default 0,
  name text not null,
  version integer not null,
  step text not null,
  data json not null,
  rev integer not null,
  status text not null check (status in ('active', 'parked')),
  started_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz,
  -- Deferred, so that one commit may park a dialog and open another in any order.
  constraint dialog_one_active exclude using btree (bot with =, chat_id with =, user_id with =, topic_id with =)
    where (status = 'active') deferrable initially deferred
);
create index dialog_owner_idx on durabot.dialog (bot, chat_id, user_id, topic_id);

-- Sessions of plain grammY bots that use the runtime's storage.
create table durabot.session (
  bot text not null,
  key text not null,
  value json not null,
  updated_at timestamptz not null default now(),
  primary key (bot, key)
);

create table durabot.outbox (
  id bigint generated always as identity primary key,
  bot text not null,
  lane text not null,
  class smallint not null check (class between 0 and 3),
  chat_id bigint,
  method text not null,
  payload json not null,
  -- sending: an attempt is recorded, its answer is not. held: an operator decides.
  status text not null default 'pending' check (status in ('pending', 'sending', 'held')),
  attempts smallint not null default 0,
  -- Sent again after an attempt whose outcome nobody knows.
  repeated boolean not null default false,
  due_at timestamptz not null,
  expires_at timestamptz,
  process_id text,
  virtual_id bigint,
  remember boolean not null default false,
  language_code text,
  correlation_id text,
  created_at timestamptz not null default now(),
  last_error text
);
create index outbox_class_idx on durabot.outbox (bot, class, id) where status = 'pending';
create index outbox_lane_idx on durabot.outbox (bot, lane, id);
-- Few rows: calls that wait for another attempt; their lanes wait with them.
create index outbox_retry_idx on durabot.outbox (bot, lane, id) where status = 'pending' and attempts > 0;
create index outbox_sending_idx on durabot.outbox (bot, id) where status <> 'pending';

-- Which message a virtual id became, for later edits; only where a handler looked at the id.
create table durabot.sent_message (
  bot text not null,
  chat_id bigint not null,
  virtual_id bigint not null,
  message_id bigint not null,
  sent_at timestamptz not null default now(),
  primary key (bot, chat_id, virtual_id)
);
create index sent_message_age_idx on durabot.sent_message using brin (sent_at);

-- Bytes of uploads that wait in the outbox, by their hash.
create table durabot.outbox_file (
  sha256 text primary key,
  bytes bytea not null,
  stored_at timestamptz not null default now()
);

-- Telegram's retry_after as moments; chat_id 0 brakes the whole bot.
create table durabot.brake (
  bot text not null,
  chat_id bigint not null,
  until timestamptz not null,
  primary key (bot, chat_id)
);

create table durabot.unreachable_chat (
  bot text not null,
  chat_id bigint not null,
  reason text not null,
  since timestamptz not null default now(),
  primary key (bot, chat_id)
);

create table durabot.timer (
  id bigint generated always as identity primary key,
  bot text not null,
  shard smallint not null,
  chat_key text not null,
  chat_id bigint,
  user_id bigint,
  topic_id bigint,
  name text not null,
  key text not null,
  due_at timestamptz not null,
  payload json,
  unique (bot, chat_key, name, key)
);
create index timer_due_idx on durabot.timer (due_at);

create table durabot.schedule (
  bot text not null,
  shard smallint not null,
  chat_key text not null,
  chat_id bigint,
  user_id bigint,
  topic_id bigint,
  name text not null,
  rule json not null,
  missed text not null check (missed in ('skip', 'once', 'each')),
  payload json,
  next_at timestamptz not null,
  primary key (bot, chat_key, name)
);
create index schedule_next_idx on durabot.schedule (next_at);

create table durabot.dead_letter (
  id bigint generated always as identity primary key,
  source text not null check (source in ('inbox', 'outbox')),
  bot text not null,
  chat_key text,
  kind text not null,
  payload json not null,
  origin_id bigint not null,
  attempts smallint not null,
  code text not null,
  reason text not null,
  created_at timestamptz not null,
  buried_at timestamptz not null default now()
);
create index dead_letter_buried_idx on durabot.dead_letter (buried_at);

-- down
drop table durabot.dead_letter, durabot.schedule, durabot.timer, durabot.unreachable_chat, durabot.brake, durabot.outbox_file,
  durabot.sent_message, durabot.outbox, durabot.session, durabot.dialog, durabot.inbox, durabot.seen_update, durabot.bot,
  durabot.lease, durabot.fence, durabot.process;
drop schema durabot;
