-- The schema kit as the migrations leave it. Made by a command; do not edit.

create schema kit;

-- functions

CREATE OR REPLACE FUNCTION kit.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$function$
;

-- tables

create table kit.action (
  code text not null,
  bot text not null,
  kind text not null,
  entity text not null,
  entity_id text not null,
  entity_rev_seen integer,
  params jsonb not null,
  user_ids bigint[] default '{}'::bigint[] not null,
  roles text[] default '{}'::text[] not null,
  single_use boolean not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  used_by bigint,
  used_by_name text,
  outcome text,
  constraint action_pkey PRIMARY KEY (code),
  constraint action_check CHECK (((used_at IS NULL) = (outcome IS NULL))),
  constraint action_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'stale_but_compatible'::text])))
);

create table kit.card (
  id bigint generated always as identity not null,
  bot text not null,
  entity text not null,
  entity_id text not null,
  kind text not null,
  chat_id bigint not null,
  message_id bigint not null,
  topic_id bigint,
  user_id bigint,
  rendered_rev integer,
  rendered_hash text not null,
  photo text,
  drawn_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  constraint card_pkey PRIMARY KEY (id),
  constraint card_bot_entity_entity_id_kind_chat_id_key UNIQUE (bot, entity, entity_id, kind, chat_id)
);

create table kit.notice (
  id bigint generated always as identity not null,
  bot text not null,
  user_id bigint not null,
  class text not null,
  kind text not null,
  topic text,
  dedup_key text,
  message jsonb,
  created_at timestamp with time zone not null,
  due_at timestamp with time zone,
  sent_at timestamp with time zone,
  answered_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (id),
  constraint notice_check CHECK (((sent_at IS NOT NULL) OR ((due_at IS NOT NULL) AND (message IS NOT NULL)))),
  constraint notice_class_check CHECK ((class = ANY (ARRAY['transactional'::text, 'work'::text, 'reminder'::text, 'safety'::text, 'promo'::text])))
);

create table kit.notify_setting (
  bot text not null,
  user_id bigint not null,
  quiet_from text,
  quiet_until text,
  kinds jsonb default '{}'::jsonb not null,
  constraint notify_setting_pkey PRIMARY KEY (bot, user_id),
  constraint notify_setting_check CHECK (((quiet_from IS NULL) = (quiet_until IS NULL)))
);

create table kit.presence (
  bot text not null,
  entity text not null,
  entity_id text not null,
  user_id bigint not null,
  name text not null,
  expires_at timestamp with time zone not null,
  constraint presence_pkey PRIMARY KEY (bot, entity, entity_id, user_id)
);

create table kit.role_grant (
  product text not null,
  tenant text not null,
  user_id bigint not null,
  role text not null,
  granted_by bigint,
  granted_at timestamp with time zone not null,
  constraint role_grant_pkey PRIMARY KEY (product, tenant, user_id, role)
);

-- indexes

CREATE INDEX action_expires_idx ON kit.action USING btree (expires_at);

CREATE INDEX card_chat_idx ON kit.card USING btree (bot, chat_id);

CREATE INDEX card_drawn_idx ON kit.card USING btree (drawn_at);

CREATE INDEX notice_age_idx ON kit.notice USING btree (created_at);

CREATE UNIQUE INDEX notice_dedup_idx ON kit.notice USING btree (bot, user_id, dedup_key) WHERE (dedup_key IS NOT NULL);

CREATE INDEX notice_due_idx ON kit.notice USING btree (bot, user_id, due_at) WHERE (sent_at IS NULL);

CREATE INDEX notice_person_idx ON kit.notice USING btree (bot, user_id, class, created_at);

CREATE INDEX presence_expires_idx ON kit.presence USING btree (expires_at);
