-- Buttons that the server remembers, cards that are kept up to date, who is editing what, roles, and notices that wait.

-- up

-- A button of a message: what a press means, who may press it and until when. `code` is all that Telegram carries.
create table kit.action (
  code text primary key,
  bot text not null,
  kind text not null,
  entity text not null,
  entity_id text not null,
  -- What the entity was when the button was drawn.
  entity_rev_seen integer,
  params jsonb not null,
  -- Nobody in both: anybody may press it.
  user_ids bigint[] not null default '{}',
  roles text[] not null default '{}',
  single_use boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- The last press that changed something.
  used_at timestamptz,
  used_by bigint,
  used_by_name text,
  outcome text check (outcome in ('applied', 'stale_but_compatible')),
  check ((used_at is null) = (outcome is null))
);
create index action_expires_idx on kit.action (expires_at);

-- A message that shows an entity and is edited when the entity changes.
create table kit.card (
  id bigint generated always as identity primary key,
  bot text not null,
  entity text not null,
  entity_id text not null,
  kind text not null,
  chat_id bigint not null,
  -- Negative until Telegram has given the message its own.
  message_id bigint not null,
  topic_id bigint,
  -- The person it is drawn for; none in a group.
  user_id bigint,
  rendered_rev integer,
  -- Of what is shown: a card that would not change is not edited.
  rendered_hash text not null,
  photo text,
  drawn_at timestamptz not null,
  -- The last edit; none since it was sent.
  edited_at timestamptz,
  unique (bot, entity, entity_id, kind, chat_id)
);
create index card_chat_idx on kit.card (bot, chat_id);
create index card_drawn_idx on kit.card (drawn_at);

-- Somebody has a form of an entity open. It is shown to others; nothing depends on it.
create table kit.presence (
  bot text not null,
  entity text not null,
  entity_id text not null,
  user_id bigint not null,
  name text not null,
  expires_at timestamptz not null,
  primary key (bot, entity, entity_id, user_id)
);
create index presence_expires_idx on kit.presence (expires_at);

create table kit.role_grant (
  product text not null,
  tenant text not null,
  user_id bigint not null,
  role text not null,
  granted_by bigint,
  granted_at timestamptz not null,
  primary key (product, tenant, user_id, role)
);

-- How somebody wants to be told. What is missing is as its class has it.
create table kit.notify_setting (
  bot text not null,
  user_id bigint not null,
  quiet_from text,
  quiet_until text,
  -- By kind: whether it is wanted.
  kinds jsonb not null default '{}',
  primary key (bot, user_id),
  check ((quiet_from is null) = (quiet_until is null))
);

-- What was told and what waits to be: for caps, for digests, and against saying a thing twice.
create table kit.notice (
  id bigint generated always as identity primary key,
  bot text not null,
  user_id bigint not null,
  class text not null check (class in ('transactional', 'work', 'reminder', 'safety', 'promo')),
  kind text not null,
  -- What it is about: the order, the promise.
  topic text,
  dedup_key text,
  -- Kept until it is sent.
  message jsonb,
  created_at timestamptz not null,
  due_at timestamptz,
  sent_at timestamptz,
  -- The person has done something since.
  answered_at timestamptz,
  check (sent_at is not null or (due_at is not null and message is not null))
);
create unique index notice_dedup_idx on kit.notice (bot, user_id, dedup_key) where dedup_key is not null;
create index notice_person_idx on kit.notice (bot, user_id, class, created_at);
create index notice_due_idx on kit.notice (bot, user_id, due_at) where sent_at is null;
create index notice_age_idx on kit.notice (created_at);

-- down
drop table kit.notice, kit.notify_setting, kit.role_grant, kit.presence, kit.card, kit.action;
