-- The schema repair as the migrations leave it. Made by a command; do not edit.

create schema repair;

-- functions

CREATE OR REPLACE FUNCTION repair.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$function$
;

-- tables

create table repair.address (
  id bigint generated always as identity not null,
  client_id bigint not null,
  text text,
  text_key text not null,
  latitude double precision,
  longitude double precision,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  constraint address_pkey PRIMARY KEY (id),
  constraint address_client_id_text_key_key UNIQUE (client_id, text_key),
  constraint address_id_client_id_key UNIQUE (id, client_id),
  constraint address_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint address_check1 CHECK (((text IS NOT NULL) OR (latitude IS NOT NULL))),
  constraint address_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint address_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint address_text_check CHECK (((length(text) >= 1) AND (length(text) <= 500))),
  constraint address_client_id_fkey FOREIGN KEY (client_id) REFERENCES repair.client(id)
);

create table repair.client (
  id bigint generated always as identity not null,
  name text,
  telegram_user_id bigint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint client_pkey PRIMARY KEY (id),
  constraint client_telegram_user_id_key UNIQUE (telegram_user_id),
  constraint client_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

create table repair.client_phone (
  e164 text not null,
  client_id bigint not null,
  last4 text generated always as ("right"(e164, 4)) stored not null,
  created_at timestamp with time zone not null,
  constraint client_phone_pkey PRIMARY KEY (e164),
  constraint client_phone_e164_check CHECK ((e164 ~ '^\+[1-9][0-9]{6,14}$'::text)),
  constraint client_phone_client_id_fkey FOREIGN KEY (client_id) REFERENCES repair.client(id)
);

create table repair.order_attachment (
  order_id bigint not null,
  "position" smallint not null,
  kind text not null,
  file_id text not null,
  file_unique_id text not null,
  caption text,
  constraint order_attachment_pkey PRIMARY KEY (order_id, "position"),
  constraint order_attachment_order_id_file_unique_id_key UNIQUE (order_id, file_unique_id),
  constraint order_attachment_kind_check CHECK ((kind = ANY (ARRAY['photo'::text, 'voice'::text, 'video'::text, 'audio'::text, 'document'::text]))),
  constraint order_attachment_position_check CHECK ((("position" >= 1) AND ("position" <= 100))),
  constraint order_attachment_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.order_counter (
  year integer not null,
  last_seq integer not null,
  constraint order_counter_pkey PRIMARY KEY (year),
  constraint order_counter_last_seq_check CHECK ((last_seq >= 0)),
  constraint order_counter_year_check CHECK (((year >= 2020) AND (year <= 9999)))
);

create table repair.order_history (
  order_id bigint not null,
  seq integer not null,
  at timestamp with time zone not null,
  event text not null,
  from_status text,
  to_status text not null,
  actor_kind text not null,
  actor_id bigint,
  reason text,
  constraint order_history_pkey PRIMARY KEY (order_id, seq),
  constraint order_history_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'system'::text]))),
  constraint order_history_check CHECK (((actor_kind = 'person'::text) = (actor_id IS NOT NULL))),
  constraint order_history_check1 CHECK (((seq = 1) = (from_status IS NULL))),
  constraint order_history_event_check CHECK ((event ~ '^[a-z_]{1,64}$'::text)),
  constraint order_history_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000))),
  constraint order_history_seq_check CHECK ((seq > 0)),
  constraint order_history_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES repair.person(user_id),
  constraint order_history_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.person (
  user_id bigint not null,
  first_name text not null,
  last_name text,
  username text,
  language_code text,
  language text,
  zone text,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint person_pkey PRIMARY KEY (user_id),
  constraint person_check CHECK ((last_seen_at >= created_at)),
  constraint person_language_check CHECK ((language = ANY (ARRAY['ru'::text, 'uk'::text, 'en'::text]))),
  constraint person_user_id_check CHECK ((user_id > 0))
);

create table repair.service_order (
  id bigint generated always as identity not null,
  year integer not null,
  seq integer not null,
  number text generated always as (((('R-'::text || (year)::text) || '-'::text) || lpad((seq)::text, GREATEST(6, length((seq)::text)), '0'::text))) stored not null,
  status text not null,
  source text not null,
  kind text not null,
  previous_order_id bigint,
  priority smallint default 0 not null,
  created_by bigint not null,
  dispatcher_id bigint not null,
  client_id bigint not null,
  phone text not null,
  address_id bigint not null,
  category text not null,
  category_text text,
  problem_text text,
  problem_tags text[] default '{}'::text[] not null,
  wanted_kind text not null,
  wanted_from timestamp with time zone not null,
  wanted_to timestamp with time zone,
  price_estimate_minor bigint,
  price_note text,
  currency text not null,
  idempotency_key text not null,
  rev integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint service_order_pkey PRIMARY KEY (id),
  constraint service_order_idempotency_key_key UNIQUE (idempotency_key),
  constraint service_order_number_key UNIQUE (number),
  constraint service_order_year_seq_key UNIQUE (year, seq),
  constraint service_order_category_check CHECK ((category ~ '^[a-z_]{1,32}$'::text)),
  constraint service_order_category_text_check CHECK (((length(category_text) >= 1) AND (length(category_text) <= 100))),
  constraint service_order_check CHECK (((category = 'other'::text) = (category_text IS NOT NULL))),
  constraint service_order_check1 CHECK (((kind = 'ordinary'::text) = (previous_order_id IS NULL))),
  constraint service_order_check2 CHECK (((wanted_kind = 'window'::text) = (wanted_to IS NOT NULL))),
  constraint service_order_check3 CHECK ((wanted_to > wanted_from)),
  constraint service_order_check4 CHECK ((updated_at >= created_at)),
  constraint service_order_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint service_order_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
  constraint service_order_kind_check CHECK ((kind = ANY (ARRAY['ordinary'::text, 'repeat'::text, 'warranty'::text]))),
  constraint service_order_price_estimate_minor_check CHECK ((price_estimate_minor >= 0)),
  constraint service_order_price_note_check CHECK (((length(price_note) >= 1) AND (length(price_note) <= 500))),
  constraint service_order_priority_check CHECK (((priority >= 0) AND (priority <= 3))),
  constraint service_order_problem_text_check CHECK (((length(problem_text) >= 1) AND (length(problem_text) <= 2000))),
  constraint service_order_rev_check CHECK ((rev > 0)),
  constraint service_order_seq_check CHECK ((seq > 0)),
  constraint service_order_source_check CHECK ((source = ANY (ARRAY['call'::text, 'bot'::text, 'link'::text]))),
  constraint service_order_status_check CHECK ((status = ANY (ARRAY['new'::text, 'offering'::text, 'assigned'::text, 'in_progress'::text, 'on_hold'::text, 'work_done'::text, 'closed'::text, 'refused'::text, 'cancelled'::text]))),
  constraint service_order_wanted_kind_check CHECK ((wanted_kind = ANY (ARRAY['asap'::text, 'at'::text, 'window'::text]))),
  constraint service_order_address_id_client_id_fkey FOREIGN KEY (address_id, client_id) REFERENCES repair.address(id, client_id),
  constraint service_order_client_id_fkey FOREIGN KEY (client_id) REFERENCES repair.client(id),
  constraint service_order_created_by_fkey FOREIGN KEY (created_by) REFERENCES repair.person(user_id),
  constraint service_order_dispatcher_id_fkey FOREIGN KEY (dispatcher_id) REFERENCES repair.person(user_id),
  constraint service_order_phone_fkey FOREIGN KEY (phone) REFERENCES repair.client_phone(e164),
  constraint service_order_previous_order_id_fkey FOREIGN KEY (previous_order_id) REFERENCES repair.service_order(id),
  constraint service_order_year_fkey FOREIGN KEY (year) REFERENCES repair.order_counter(year)
);

-- indexes

CREATE INDEX address_text_key_idx ON repair.address USING btree (text_key);

CREATE INDEX client_phone_client_idx ON repair.client_phone USING btree (client_id);

CREATE INDEX client_phone_last4_idx ON repair.client_phone USING btree (last4);

CREATE INDEX service_order_category_idx ON repair.service_order USING btree (created_at, category);

CREATE INDEX service_order_client_idx ON repair.service_order USING btree (client_id, id);

CREATE INDEX service_order_created_by_idx ON repair.service_order USING btree (created_by, id);

CREATE INDEX service_order_open_address_idx ON repair.service_order USING btree (address_id, id) WHERE (status <> ALL (ARRAY['closed'::text, 'refused'::text, 'cancelled'::text]));

CREATE INDEX service_order_open_phone_idx ON repair.service_order USING btree (phone, id) WHERE (status <> ALL (ARRAY['closed'::text, 'refused'::text, 'cancelled'::text]));

CREATE INDEX service_order_seq_idx ON repair.service_order USING btree (seq);

-- triggers

CREATE TRIGGER order_history_append_only BEFORE DELETE OR UPDATE ON repair.order_history FOR EACH ROW EXECUTE FUNCTION repair.refuse_change();
