-- The schema kit as the migrations leave it. Made by a command; do not edit.

create schema kit;

-- functions

CREATE OR REPLACE FUNCTION kit.chain_audit_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  head kit.audit_chain;
  next_hash bytea;
begin
  insert into kit.audit_chain (product, tenant, last_hash)
  values (new.product, new.tenant, sha256(convert_to(new.product || chr(10) || new.tenant, 'UTF8')))
  on conflict do nothing;
  select * into strict head from kit.audit_chain where product = new.product and tenant = new.tenant for update;
  next_hash := sha256(head.last_hash || int8send(head.last_seq + 1) || new.content_hash);
  update kit.audit_entry
  set seq = head.last_seq + 1, prev_hash = head.last_hash, hash = next_hash
  where id = new.id;
  update kit.audit_chain
  set last_seq = head.last_seq + 1, last_hash = next_hash
  where product = new.product and tenant = new.tenant;
  return null;
end
$function$
;

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

create table kit.audit_chain (
  product text not null,
  tenant text not null,
  last_seq bigint default 0 not null,
  last_hash bytea not null,
  constraint audit_chain_pkey PRIMARY KEY (product, tenant)
);

create table kit.audit_entry (
  id bigint generated always as identity not null,
  product text not null,
  tenant text not null,
  seq bigint,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text,
  via text not null,
  action text not null,
  entity_kind text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  reason text,
  ip text,
  correlation_id text,
  content_hash bytea not null,
  prev_hash bytea,
  hash bytea,
  constraint audit_entry_pkey PRIMARY KEY (id),
  constraint audit_entry_seq_key UNIQUE (product, tenant, seq),
  constraint audit_entry_chained CHECK ((((seq IS NULL) = (hash IS NULL)) AND ((seq IS NULL) = (prev_hash IS NULL)))),
  constraint audit_entry_content_hash_check CHECK ((length(content_hash) = 32)),
  constraint audit_entry_seq_check CHECK ((seq > 0)),
  constraint audit_entry_via_check CHECK ((via = ANY (ARRAY['bot'::text, 'web'::text, 'api'::text, 'system'::text])))
);

create table kit.blob (
  hash text not null,
  size_bytes bigint not null,
  media_type text not null,
  stored_at timestamp with time zone not null,
  unreferenced_at timestamp with time zone,
  constraint blob_pkey PRIMARY KEY (hash),
  constraint blob_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint blob_size_bytes_check CHECK ((size_bytes >= 0))
);

create table kit.blob_ref (
  product text not null,
  tenant text not null,
  entity_kind text not null,
  entity_id text not null,
  name text not null,
  hash text not null,
  added_at timestamp with time zone not null,
  constraint blob_ref_pkey PRIMARY KEY (product, tenant, entity_kind, entity_id, name),
  constraint blob_ref_hash_fkey FOREIGN KEY (hash) REFERENCES kit.blob(hash)
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

create table kit.data_key (
  id text not null,
  product text not null,
  tenant text not null,
  subject text not null,
  master_key_id text not null,
  wrapped bytea,
  created_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  shredded_at timestamp with time zone,
  constraint data_key_pkey PRIMARY KEY (id),
  constraint data_key_shredded CHECK (((wrapped IS NULL) = (shredded_at IS NOT NULL)))
);

create table kit.erasure_run (
  id text not null,
  product text not null,
  tenant text not null,
  subject text not null,
  requested_by text not null,
  reason text,
  requested_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint erasure_run_pkey PRIMARY KEY (id)
);

create table kit.erasure_step (
  run_id text not null,
  table_name text not null,
  "position" integer not null,
  deleted_count bigint default 0 not null,
  anonymised_count bigint default 0 not null,
  kept_count bigint default 0 not null,
  note text,
  finished_at timestamp with time zone,
  constraint erasure_step_pkey PRIMARY KEY (run_id, table_name),
  constraint erasure_step_run_id_fkey FOREIGN KEY (run_id) REFERENCES kit.erasure_run(id)
);

create table kit.export_job (
  id text not null,
  product text not null,
  tenant text not null,
  requested_by text not null,
  table_name text not null,
  format text not null,
  filters jsonb not null,
  columns text[] not null,
  status text default 'requested'::text not null,
  row_count bigint,
  file_hash text,
  requested_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  constraint export_job_pkey PRIMARY KEY (id),
  constraint export_job_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'pdf'::text]))),
  constraint export_job_row_count_check CHECK ((row_count >= 0)),
  constraint export_job_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'finished'::text, 'failed'::text, 'expired'::text])))
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

CREATE INDEX audit_entry_action_idx ON kit.audit_entry USING btree (product, tenant, action, seq);

CREATE INDEX audit_entry_actor_idx ON kit.audit_entry USING btree (product, tenant, actor_id, seq);

CREATE INDEX audit_entry_entity_idx ON kit.audit_entry USING btree (product, tenant, entity_kind, entity_id, seq);

CREATE INDEX blob_unreferenced_idx ON kit.blob USING btree (unreferenced_at) WHERE (unreferenced_at IS NOT NULL);

CREATE INDEX blob_ref_hash_idx ON kit.blob_ref USING btree (hash);

CREATE INDEX card_chat_idx ON kit.card USING btree (bot, chat_id);

CREATE INDEX card_drawn_idx ON kit.card USING btree (drawn_at);

CREATE UNIQUE INDEX data_key_active_idx ON kit.data_key USING btree (product, tenant, subject) WHERE ((retired_at IS NULL) AND (shredded_at IS NULL));

CREATE INDEX data_key_master_idx ON kit.data_key USING btree (master_key_id) WHERE (wrapped IS NOT NULL);

CREATE INDEX data_key_subject_idx ON kit.data_key USING btree (product, tenant, subject);

CREATE UNIQUE INDEX erasure_run_open_idx ON kit.erasure_run USING btree (product, tenant, subject) WHERE (finished_at IS NULL);

CREATE INDEX export_job_expiry_idx ON kit.export_job USING btree (expires_at) WHERE (status = ANY (ARRAY['requested'::text, 'finished'::text]));

CREATE INDEX export_job_tenant_idx ON kit.export_job USING btree (product, tenant, requested_at);

CREATE INDEX notice_age_idx ON kit.notice USING btree (created_at);

CREATE UNIQUE INDEX notice_dedup_idx ON kit.notice USING btree (bot, user_id, dedup_key) WHERE (dedup_key IS NOT NULL);

CREATE INDEX notice_due_idx ON kit.notice USING btree (bot, user_id, due_at) WHERE (sent_at IS NULL);

CREATE INDEX notice_person_idx ON kit.notice USING btree (bot, user_id, class, created_at);

CREATE INDEX presence_expires_idx ON kit.presence USING btree (expires_at);

-- triggers

CREATE TRIGGER audit_entry_keeps BEFORE UPDATE ON kit.audit_entry FOR EACH ROW WHEN (((old.seq IS NOT NULL) OR (new.seq IS NULL) OR (((((new.id IS DISTINCT FROM old.id) OR (new.product IS DISTINCT FROM old.product)) OR (new.tenant IS DISTINCT FROM old.tenant)) OR (new.at IS DISTINCT FROM old.at)) OR (new.content_hash IS DISTINCT FROM old.content_hash)))) EXECUTE FUNCTION kit.refuse_change();

CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON kit.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION kit.refuse_change();

CREATE TRIGGER audit_entry_stays BEFORE DELETE ON kit.audit_entry FOR EACH ROW EXECUTE FUNCTION kit.refuse_change();

CREATE CONSTRAINT TRIGGER chain_audit_entry AFTER INSERT ON kit.audit_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kit.chain_audit_entry();
