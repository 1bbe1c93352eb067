-- The schema durabot as the migrations leave it. Made by a command; do not edit.

create schema durabot;

-- functions

CREATE OR REPLACE FUNCTION durabot.lane_is_free(of_bot text, of_lane text)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  -- A transaction of a higher level sees the past, whenever it looks. Held calls hold up nobody.
  return current_setting('transaction_isolation') = 'read committed' and not exists (
    select 1 from durabot.outbox o where o.bot = of_bot and o.lane = of_lane and o.status <> 'held');
end
$function$
;

-- tables

create table durabot.bot (
  name text not null,
  telegram_id bigint,
  username text,
  generation integer default 1 not null,
  next_offset bigint,
  dialogs json,
  constraint bot_pkey PRIMARY KEY (name)
);

create table durabot.brake (
  bot text not null,
  chat_id bigint not null,
  until timestamp with time zone not null,
  constraint brake_pkey PRIMARY KEY (bot, chat_id)
);

create table durabot.broadcast (
  id bigint generated always as identity not null,
  bot text not null,
  name text not null,
  method text not null,
  payload json not null,
  status text default 'draft'::text not null,
  created_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint broadcast_pkey PRIMARY KEY (id),
  constraint broadcast_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'running'::text, 'paused'::text, 'cancelled'::text, 'done'::text])))
);

create table durabot.broadcast_recipient (
  id bigint generated always as identity not null,
  broadcast_id bigint not null,
  chat_id bigint not null,
  outcome text,
  reason text,
  message_id bigint,
  settled_at timestamp with time zone,
  constraint broadcast_recipient_pkey PRIMARY KEY (id),
  constraint broadcast_recipient_broadcast_id_chat_id_key UNIQUE (broadcast_id, chat_id),
  constraint broadcast_recipient_outcome_check CHECK ((outcome = ANY (ARRAY['queued'::text, 'sent'::text, 'blocked'::text, 'failed'::text, 'dropped'::text]))),
  constraint broadcast_recipient_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES durabot.broadcast(id) ON DELETE CASCADE
);

create table durabot.crash (
  process_id text not null,
  found_at timestamp with time zone default now() not null,
  constraint crash_pkey PRIMARY KEY (process_id)
);

create table durabot.dead_letter (
  id bigint generated always as identity not null,
  source text not null,
  bot text not null,
  chat_key text,
  kind text not null,
  payload json not null,
  origin_id bigint not null,
  attempts smallint not null,
  code text not null,
  reason text not null,
  created_at timestamp with time zone not null,
  buried_at timestamp with time zone default now() not null,
  origin json,
  constraint dead_letter_pkey PRIMARY KEY (id),
  constraint dead_letter_source_check CHECK ((source = ANY (ARRAY['inbox'::text, 'outbox'::text, 'job'::text])))
);

create table durabot.dialog (
  id text not null,
  bot text not null,
  chat_id bigint not null,
  user_id bigint not null,
  topic_id bigint default 0 not null,
  name text not null,
  version integer not null,
  step text not null,
  data json not null,
  rev integer not null,
  status text not null,
  started_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  stuck text,
  constraint dialog_pkey PRIMARY KEY (id),
  constraint dialog_status_check CHECK ((status = ANY (ARRAY['active'::text, 'parked'::text]))),
  constraint dialog_one_active EXCLUDE USING btree (bot WITH =, chat_id WITH =, user_id WITH =, topic_id WITH =) WHERE ((status = 'active'::text)) DEFERRABLE INITIALLY DEFERRED
);

create table durabot.fence (
  process_id text not null,
  constraint fence_pkey PRIMARY KEY (process_id)
);

create table durabot.inbox (
  id bigint generated always as identity not null,
  bot text not null,
  shard smallint not null,
  chat_key text not null,
  chat_id bigint,
  user_id bigint,
  topic_id bigint,
  kind text not null,
  update_id bigint,
  payload json not null,
  attempts smallint default 0 not null,
  due_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  received_at timestamp with time zone default now() not null,
  last_error text,
  starts smallint default 0 not null,
  correlation_id text,
  constraint inbox_pkey PRIMARY KEY (id)
);

create table durabot.job_worker (
  worker_id text not null,
  process_id text not null,
  constraint job_worker_pkey PRIMARY KEY (worker_id)
);

create table durabot.lease (
  name text not null,
  process_id text,
  taken_at timestamp with time zone default now() not null,
  constraint lease_pkey PRIMARY KEY (name)
);

create table durabot.outbox (
  id bigint generated always as identity not null,
  bot text not null,
  lane text not null,
  class smallint not null,
  chat_id bigint,
  method text not null,
  payload json not null,
  status text default 'pending'::text not null,
  attempts smallint default 0 not null,
  repeated boolean default false not null,
  due_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  process_id text,
  virtual_id bigint,
  remember boolean default false not null,
  language_code text,
  correlation_id text,
  created_at timestamp with time zone default now() not null,
  last_error text,
  recipient_id bigint,
  on_refused json,
  constraint outbox_pkey PRIMARY KEY (id),
  constraint outbox_class_check CHECK (((class >= 0) AND (class <= 3))),
  constraint outbox_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'sending'::text, 'held'::text])))
);

create table durabot.outbox_file (
  sha256 text not null,
  bytes bytea not null,
  stored_at timestamp with time zone default now() not null,
  constraint outbox_file_pkey PRIMARY KEY (sha256)
);

create table durabot.pause (
  bot text not null,
  chat_key text not null,
  reason text not null,
  since timestamp with time zone default now() not null,
  constraint pause_pkey PRIMARY KEY (bot, chat_key)
);

create table durabot.process (
  id text not null,
  liveness bigint not null,
  started_at timestamp with time zone default now() not null,
  heartbeat_at timestamp with time zone default now() not null,
  roles text[] default '{ingress,workers,sender,scheduler}'::text[] not null,
  bots text[] default '{}'::text[] not null,
  constraint process_pkey PRIMARY KEY (id)
);

create table durabot.schedule (
  bot text not null,
  shard smallint not null,
  chat_key text not null,
  chat_id bigint,
  user_id bigint,
  topic_id bigint,
  name text not null,
  rule json not null,
  missed text not null,
  payload json,
  next_at timestamp with time zone not null,
  constraint schedule_pkey PRIMARY KEY (bot, chat_key, name),
  constraint schedule_missed_check CHECK ((missed = ANY (ARRAY['skip'::text, 'once'::text, 'each'::text])))
);

create table durabot.seen_update (
  bot text not null,
  generation integer not null,
  update_id bigint not null,
  seen_at timestamp with time zone default now() not null,
  constraint seen_update_pkey PRIMARY KEY (bot, generation, update_id)
);

create table durabot.sent_file (
  bot text not null,
  sha256 text not null,
  kind text not null,
  file_id text not null,
  sent_at timestamp with time zone default now() not null,
  constraint sent_file_pkey PRIMARY KEY (bot, sha256, kind)
);

create table durabot.sent_message (
  bot text not null,
  chat_id bigint not null,
  virtual_id bigint not null,
  message_id bigint not null,
  sent_at timestamp with time zone default now() not null,
  constraint sent_message_pkey PRIMARY KEY (bot, chat_id, virtual_id)
);

create table durabot.session (
  bot text not null,
  key text not null,
  value json not null,
  updated_at timestamp with time zone default now() not null,
  constraint session_pkey PRIMARY KEY (bot, key)
);

create table durabot.timer (
  id bigint generated always as identity not null,
  bot text not null,
  shard smallint not null,
  chat_key text not null,
  chat_id bigint,
  user_id bigint,
  topic_id bigint,
  name text not null,
  key text not null,
  due_at timestamp with time zone not null,
  payload json,
  correlation_id text,
  constraint timer_pkey PRIMARY KEY (id),
  constraint timer_bot_chat_key_name_key_key UNIQUE (bot, chat_key, name, key)
);

create table durabot.unreachable_chat (
  bot text not null,
  chat_id bigint not null,
  reason text not null,
  since timestamp with time zone default now() not null,
  constraint unreachable_chat_pkey PRIMARY KEY (bot, chat_id)
);

-- indexes

CREATE INDEX broadcast_running_idx ON durabot.broadcast USING btree (id) WHERE (status = 'running'::text);

CREATE INDEX broadcast_recipient_open_idx ON durabot.broadcast_recipient USING btree (broadcast_id, id) WHERE (outcome IS NULL);

CREATE INDEX broadcast_recipient_queued_idx ON durabot.broadcast_recipient USING btree (broadcast_id) WHERE (outcome = 'queued'::text);

CREATE INDEX dead_letter_buried_idx ON durabot.dead_letter USING btree (buried_at);

CREATE INDEX dialog_owner_idx ON durabot.dialog USING btree (bot, chat_id, user_id, topic_id);

CREATE INDEX inbox_bot_idx ON durabot.inbox USING btree (bot, id);

CREATE INDEX inbox_chat_idx ON durabot.inbox USING btree (bot, chat_key, id);

CREATE INDEX inbox_retry_idx ON durabot.inbox USING btree (bot, chat_key, id) WHERE (attempts > 0);

CREATE INDEX job_worker_process_idx ON durabot.job_worker USING btree (process_id);

CREATE INDEX outbox_class_idx ON durabot.outbox USING btree (bot, class, id) WHERE (status = 'pending'::text);

CREATE INDEX outbox_lane_idx ON durabot.outbox USING btree (bot, lane, id);

CREATE INDEX outbox_retry_idx ON durabot.outbox USING btree (bot, lane, id) WHERE ((status = 'pending'::text) AND (attempts > 0));

CREATE INDEX outbox_sending_idx ON durabot.outbox USING btree (bot, id) WHERE (status <> 'pending'::text);

CREATE INDEX schedule_next_idx ON durabot.schedule USING btree (next_at);

CREATE INDEX seen_update_age_idx ON durabot.seen_update USING brin (seen_at);

CREATE INDEX sent_message_age_idx ON durabot.sent_message USING brin (sent_at);

CREATE INDEX timer_due_idx ON durabot.timer USING btree (due_at);
