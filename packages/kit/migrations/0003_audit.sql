-- What is kept on paper: the audit chain, exports, stored files, keys of encrypted fields, erasures.

-- up

-- One chain for each product and tenant; its row is the place where writers queue.
create table kit.audit_chain (
  product text not null,
  tenant text not null,
  last_seq bigint not null default 0,
  last_hash bytea not null,
  primary key (product, tenant)
);

create table kit.audit_entry (
  id bigint generated always as identity primary key,
  product text not null,
  tenant text not null,
  -- Place, predecessor and hash are given at commit, see kit.chain_audit_entry.
  seq bigint check (seq > 0),
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text,
  via text not null check (via in ('bot', 'web', 'api', 'system')),
  action text not null,
  entity_kind text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  reason text,
  ip text,
  correlation_id text,
  -- SHA-256 over the canonical form of all of the above but id and seq.
  content_hash bytea not null check (length(content_hash) = 32),
  prev_hash bytea,
  hash bytea,
  constraint audit_entry_seq_key unique (product, tenant, seq),
  constraint audit_entry_chained check ((seq is null) = (hash is null) and (seq is null) = (prev_hash is null))
);

create index audit_entry_entity_idx on kit.audit_entry (product, tenant, entity_kind, entity_id, seq);
create index audit_entry_actor_idx on kit.audit_entry (product, tenant, actor_id, seq);
create index audit_entry_action_idx on kit.audit_entry (product, tenant, action, seq);

-- Runs when the transaction commits, so that the chain is held for the commit only and no handler waits for another's work.
create function kit.chain_audit_entry() returns trigger language plpgsql as $body$
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
$body$;

create constraint trigger chain_audit_entry after insert on kit.audit_entry
  deferrable initially deferred for each row execute function kit.chain_audit_entry();

-- The one update that is allowed is the one that gives an entry its place.
create trigger audit_entry_keeps before update on kit.audit_entry
  for each row when (
    old.seq is not null
    or new.seq is null
    or (new.id, new.product, new.tenant, new.at, new.content_hash)
      is distinct from (old.id, old.product, old.tenant, old.at, old.content_hash)
  )
  execute function kit.refuse_change();
create trigger audit_entry_stays before delete on kit.audit_entry
  for each row execute function kit.refuse_change();
create trigger audit_entry_not_emptied before truncate on kit.audit_entry
  for each statement execute function kit.refuse_change();

create table kit.export_job (
  id text primary key,
  product text not null,
  tenant text not null,
  requested_by text not null,
  table_name text not null,
  format text not null check (format in ('csv', 'xlsx', 'pdf')),
  filters jsonb not null,
  columns text[] not null,
  status text not null default 'requested' check (status in ('requested', 'finished', 'failed', 'expired')),
  row_count bigint check (row_count >= 0),
  file_hash text,
  requested_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz not null
);

create index export_job_expiry_idx on kit.export_job (expires_at) where status in ('requested', 'finished');
create index export_job_tenant_idx on kit.export_job (product, tenant, requested_at);

create table kit.blob (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes >= 0),
  media_type text not null,
  stored_at timestamptz not null,
  -- Since when nothing refers to it.
  unreferenced_at timestamptz
);

create index blob_unreferenced_idx on kit.blob (unreferenced_at) where unreferenced_at is not null;

create table kit.blob_ref (
  product text not null,
  tenant text not null,
  entity_kind text not null,
  entity_id text not null,
  name text not null,
  hash text not null references kit.blob (hash),
  added_at timestamptz not null,
  primary key (product, tenant, entity_kind, entity_id, name)
);

create index blob_ref_hash_idx on kit.blob_ref (hash);

-- Keys that fields are encrypted with, themselves wrapped by a master key that is in no database.
create table kit.data_key (
  id text primary key,
  product text not null,
  tenant text not null,
  -- Whose fields: a person, or all of the tenant when empty.
  subject text not null,
  master_key_id text not null,
  -- Gone when shredded: what was encrypted with it cannot be read by anybody.
  wrapped bytea,
  created_at timestamptz not null,
  retired_at timestamptz,
  shredded_at timestamptz,
  constraint data_key_shredded check ((wrapped is null) = (shredded_at is not null))
);

create unique index data_key_active_idx on kit.data_key (product, tenant, subject)
  where retired_at is null and shredded_at is null;
create index data_key_subject_idx on kit.data_key (product, tenant, subject);
create index data_key_master_idx on kit.data_key (master_key_id) where wrapped is not null;

create table kit.erasure_run (
  id text primary key,
  product text not null,
  tenant text not null,
  -- Whom it is about, by an id that says nothing by itself.
  subject text not null,
  requested_by text not null,
  reason text,
  requested_at timestamptz not null,
  finished_at timestamptz
);

create unique index erasure_run_open_idx on kit.erasure_run (product, tenant, subject) where finished_at is null;

-- One line of a receipt.
create table kit.erasure_step (
  run_id text not null references kit.erasure_run (id),
  table_name text not null,
  position int not null,
  deleted_count bigint not null default 0,
  anonymised_count bigint not null default 0,
  kept_count bigint not null default 0,
  -- Why rows are kept.
  note text,
  finished_at timestamptz,
  primary key (run_id, table_name)
);

-- down
drop table kit.erasure_step;
drop table kit.erasure_run;
drop table kit.data_key;
drop table kit.blob_ref;
drop table kit.blob;
drop table kit.export_job;
drop table kit.audit_entry;
drop table kit.audit_chain;
drop function kit.chain_audit_entry();
