-- Orders, their history, and the people they are about and made by.
-- Telegram ids are bigint; money is in minor units; what a constraint can say, it says.

-- up
create schema repair;

-- Somebody who has talked to the bot. Roles are not here: they come from the settings.
create table repair.person (
  user_id bigint primary key check (user_id > 0),
  first_name text not null,
  last_name text,
  username text,
  -- As Telegram says it.
  language_code text,
  -- As chosen by /language; then Telegram's word does not count.
  language text check (language in ('ru', 'uk', 'en')),
  zone text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  check (last_seen_at >= created_at)
);

create table repair.client (
  id bigint generated always as identity primary key,
  -- Unknown until somebody says it: an order needs only a phone.
  name text check (length(name) between 1 and 200),
  telegram_user_id bigint unique,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- A phone belongs to one client; that is how a repeated call is recognised.
create table repair.client_phone (
  e164 text primary key check (e164 ~ '^\+[1-9][0-9]{6,14}$'),
  client_id bigint not null references repair.client (id),
  last4 text not null generated always as (right(e164, 4)) stored,
  created_at timestamptz not null
);

create index client_phone_client_idx on repair.client_phone (client_id);
create index client_phone_last4_idx on repair.client_phone (last4);

create table repair.address (
  id bigint generated always as identity primary key,
  client_id bigint not null references repair.client (id),
  -- As typed; a location pin may stand alone.
  text text check (length(text) between 1 and 500),
  -- The same for every way to type the same address.
  text_key text not null,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  unique (client_id, text_key),
  -- An order names its client and address together, see there.
  unique (id, client_id),
  check ((latitude is null) = (longitude is null)),
  check (text is not null or latitude is not null)
);

-- Another client's order may be for the same flat.
create index address_text_key_idx on repair.address (text_key);

-- The last number given in a year. Its row lock makes numbers follow each other without gaps:
-- a number is taken in the transaction of its order and comes back when that rolls back.
create table repair.order_counter (
  year integer primary key check (year between 2020 and 9999),
  last_seq integer not null check (last_seq >= 0)
);

create table repair.service_order (
  id bigint generated always as identity primary key,
  year integer not null references repair.order_counter (year),
  seq integer not null check (seq > 0),
  number text not null unique
    generated always as ('R-' || year::text || '-' || lpad(seq::text, greatest(6, length(seq::text)), '0')) stored,
  status text not null check (
    status in ('new', 'offering', 'assigned', 'in_progress', 'on_hold', 'work_done', 'closed', 'refused', 'cancelled')
  ),
  source text not null check (source in ('call', 'bot', 'link')),
  kind text not null check (kind in ('ordinary', 'repeat', 'warranty')),
  previous_order_id bigint references repair.service_order (id),
  priority smallint not null default 0 check (priority between 0 and 3),
  created_by bigint not null references repair.person (user_id),
  dispatcher_id bigint not null references repair.person (user_id),
  client_id bigint not null references repair.client (id),
  phone text not null references repair.client_phone (e164),
  address_id bigint not null,
  category text not null check (category ~ '^[a-z_]{1,32}$'),
  category_text text check (length(category_text) between 1 and 100),
  problem_text text check (length(problem_text) between 1 and 2000),
  problem_tags text[] not null default '{}',
  wanted_kind text not null check (wanted_kind in ('asap', 'at', 'window')),
  wanted_from timestamptz not null,
  wanted_to timestamptz,
  price_estimate_minor bigint check (price_estimate_minor >= 0),
  price_note text check (length(price_note) between 1 and 500),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  idempotency_key text not null unique check (length(idempotency_key) between 1 and 200),
  rev integer not null default 1 check (rev > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (year, seq),
  foreign key (address_id, client_id) references repair.address (id, client_id),
  check ((category = 'other') = (category_text is not null)),
  check ((kind = 'ordinary') = (previous_order_id is null)),
  check ((wanted_kind = 'window') = (wanted_to is not null)),
  check (wanted_to > wanted_from),
  check (updated_at >= created_at)
);

create index service_order_client_idx on repair.service_order (client_id, id);
create index service_order_created_by_idx on repair.service_order (created_by, id);
create index service_order_category_idx on repair.service_order (created_at, category);
create index service_order_seq_idx on repair.service_order (seq);
-- Before an order is taken, the open ones that look like it are looked for.
create index service_order_open_phone_idx on repair.service_order (phone, id)
  where status not in ('closed', 'refused', 'cancelled');
create index service_order_open_address_idx on repair.service_order (address_id, id)
  where status not in ('closed', 'refused', 'cancelled');

-- Photos, voice and files that came with the description; Telegram keeps the bytes.
create table repair.order_attachment (
  order_id bigint not null references repair.service_order (id),
  position smallint not null check (position between 1 and 100),
  kind text not null check (kind in ('photo', 'voice', 'video', 'audio', 'document')),
  file_id text not null,
  file_unique_id text not null,
  caption text,
  primary key (order_id, position),
  unique (order_id, file_unique_id)
);

-- One row for everything that happened to an order, in the order of `seq`; rows are only added.
create table repair.order_history (
  order_id bigint not null references repair.service_order (id),
  seq integer not null check (seq > 0),
  at timestamptz not null,
  event text not null check (event ~ '^[a-z_]{1,64}$'),
  from_status text,
  to_status text not null,
  actor_kind text not null check (actor_kind in ('person', 'system')),
  actor_id bigint references repair.person (user_id),
  reason text check (length(reason) between 1 and 1000),
  primary key (order_id, seq),
  check ((actor_kind = 'person') = (actor_id is not null)),
  check ((seq = 1) = (from_status is null))
);

create function repair.refuse_change() returns trigger language plpgsql as $body$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$body$;

create trigger order_history_append_only
before update or delete on repair.order_history
for each row execute function repair.refuse_change();

-- down
drop schema repair cascade;
