-- Bytes of photos and voices: kept under the hash of their content beside Telegram's ids; and what a master looks like.

-- up

alter table repair.visit_photo
  -- Sent as a file, a picture keeps what the camera wrote into it.
  add column kind text not null default 'photo' check (kind in ('photo', 'document')),
  -- The master pressed that the place may be kept.
  add column with_place boolean not null default false,
  -- What became of its bytes: `gone` are those that Telegram does not hand out, `refused` what is not taken.
  add column keep_state text not null default 'waiting' check (keep_state in ('waiting', 'kept', 'gone', 'refused')),
  add column keep_tries smallint not null default 0,
  add column hash text check (hash ~ '^[0-9a-f]{64}$'),
  add column media_type text,
  add column size_bytes integer check (size_bytes > 0),
  -- By the camera; the place only where the sender asked for it.
  add column taken_at timestamptz,
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add constraint visit_photo_kept_check check ((keep_state = 'kept') = (hash is not null)),
  add constraint visit_photo_place_check check ((latitude is null) = (longitude is null));

alter table repair.order_attachment
  add column seq bigint generated always as identity,
  -- What became of its bytes: `gone` are those that Telegram does not hand out, `refused` what is not taken.
  add column keep_state text not null default 'waiting' check (keep_state in ('waiting', 'kept', 'gone', 'refused')),
  add column keep_tries smallint not null default 0,
  add column hash text check (hash ~ '^[0-9a-f]{64}$'),
  add column media_type text,
  add column size_bytes integer check (size_bytes > 0),
  -- By the camera; the place only where the sender asked for it.
  add column taken_at timestamptz,
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add constraint order_attachment_kept_check check ((keep_state = 'kept') = (hash is not null)),
  add constraint order_attachment_place_check check ((latitude is null) = (longitude is null));

-- Shown to clients whom the master is on the way to.
create table repair.master_photo (
  master_id bigint primary key references repair.master (user_id),
  seq bigint generated always as identity,
  file_id text not null,
  file_unique_id text not null,
  added_at timestamptz not null,
  added_by bigint references repair.person (user_id)
);

alter table repair.master_photo
  -- What became of its bytes: `gone` are those that Telegram does not hand out, `refused` what is not taken.
  add column keep_state text not null default 'waiting' check (keep_state in ('waiting', 'kept', 'gone', 'refused')),
  add column keep_tries smallint not null default 0,
  add column hash text check (hash ~ '^[0-9a-f]{64}$'),
  add column media_type text,
  add column size_bytes integer check (size_bytes > 0),
  -- By the camera; the place only where the sender asked for it.
  add column taken_at timestamptz,
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add constraint master_photo_kept_check check ((keep_state = 'kept') = (hash is not null)),
  add constraint master_photo_place_check check ((latitude is null) = (longitude is null));

-- What is still to be fetched.
create index visit_photo_waiting_idx on repair.visit_photo (keep_tries, seq) where keep_state = 'waiting';
create index order_attachment_waiting_idx on repair.order_attachment (keep_tries, seq) where keep_state = 'waiting';

-- down

drop table repair.master_photo;
drop index repair.order_attachment_waiting_idx;
drop index repair.visit_photo_waiting_idx;
alter table repair.order_attachment
  drop column longitude, drop column latitude, drop column taken_at, drop column size_bytes, drop column media_type,
  drop column hash, drop column keep_tries, drop column keep_state, drop column seq;
alter table repair.visit_photo
  drop column longitude, drop column latitude, drop column taken_at, drop column size_bytes, drop column media_type,
  drop column hash, drop column keep_tries, drop column keep_state, drop column with_place, drop column kind;
