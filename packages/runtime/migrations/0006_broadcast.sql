-- Broadcasts: one message to many chats, each of them once.

-- up
create table durabot.broadcast (
  id bigint generated always as identity primary key,
  bot text not null,
  name text not null,
  method text not null,
  -- The call without its chat.
  payload json not null,
  status text not null default 'draft' check (status in ('draft', 'running', 'paused', 'cancelled', 'done')),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index broadcast_running_idx on durabot.broadcast (id) where status = 'running';

create table durabot.broadcast_recipient (
  id bigint generated always as identity primary key,
  broadcast_id bigint not null references durabot.broadcast (id) on delete cascade,
  chat_id bigint not null,
  -- None: not begun. queued: its call is in the outbox, or held for an operator.
  outcome text check (outcome in ('queued', 'sent', 'blocked', 'failed', 'dropped')),
  reason text,
  message_id bigint,
  settled_at timestamptz,
  unique (broadcast_id, chat_id)
);
create index broadcast_recipient_open_idx on durabot.broadcast_recipient (broadcast_id, id) where outcome is null;
create index broadcast_recipient_queued_idx on durabot.broadcast_recipient (broadcast_id) where outcome = 'queued';

-- Whose outcome the call's is.
alter table durabot.outbox add column recipient_id bigint;

-- down
alter table durabot.outbox drop column recipient_id;
drop table durabot.broadcast_recipient;
drop table durabot.broadcast;
