-- The schema repair as the migrations leave it. Made by a command; do not edit.

create schema repair;

-- functions

CREATE OR REPLACE FUNCTION repair.guard_order_history()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and current_setting('repair.erasing', true) = 'on'
     and to_jsonb(new) - 'reason' - 'details' = to_jsonb(old) - 'reason' - 'details'
     and new.reason is null and new.details is null
  then
    return new;
  end if;
  raise exception 'order_history is append-only' using errcode = 'restrict_violation';
end
$function$
;

CREATE OR REPLACE FUNCTION repair.guard_settlement()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.status in ('approved', 'paid') then
    if tg_op = 'DELETE' or old.status = 'paid' or new.status <> 'paid' or
       (new.master_id, new.period_from, new.period_to, new.gross_minor, new.parts_minor, new.share_minor,
        new.advances_minor, new.cash_held_minor, new.balance_minor, new.currency, new.approved_at)
       is distinct from
       (old.master_id, old.period_from, old.period_to, old.gross_minor, old.parts_minor, old.share_minor,
        old.advances_minor, old.cash_held_minor, old.balance_minor, old.currency, old.approved_at)
    then
      raise exception 'settlement % is closed', old.id using errcode = 'restrict_violation';
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION repair.guard_settlement_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'settlement_line is never deleted' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and
     (new.master_id, new.order_id, new.kind, new.reverses_id, new.gross_minor, new.parts_minor, new.share_minor,
      new.company_minor, new.advance_minor, new.currency, new.at, new.idempotency_key)
     is distinct from
     (old.master_id, old.order_id, old.kind, old.reverses_id, old.gross_minor, old.parts_minor, old.share_minor,
      old.company_minor, old.advance_minor, old.currency, old.at, old.idempotency_key)
  then
    raise exception 'the sums of settlement_line % are final', old.id using errcode = 'restrict_violation';
  end if;
  if exists (
    select from repair.settlement
    where status in ('approved', 'paid')
      and (id = new.settlement_id or (tg_op = 'UPDATE' and id = old.settlement_id))
  ) then
    raise exception 'the settlement of this line is closed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION repair.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$function$
;

CREATE OR REPLACE FUNCTION repair.search_pieces(whole text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT COST 10000
RETURN (SELECT COALESCE(array_agg(substr(text.low, start.start, size.size)), '{}'::text[]) AS "coalesce" FROM (SELECT lower(search_pieces.whole) AS low OFFSET 0) text, generate_series(2, 3) size(size), LATERAL generate_series(1, ((length(text.low) - size.size) + 1)) start(start))
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
  zone text,
  entrance text,
  floor text,
  flat text,
  intercom text,
  access_note text,
  constraint address_pkey PRIMARY KEY (id),
  constraint address_client_id_text_key_key UNIQUE (client_id, text_key),
  constraint address_id_client_id_key UNIQUE (id, client_id),
  constraint address_access_note_check CHECK (((length(access_note) >= 1) AND (length(access_note) <= 500))),
  constraint address_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint address_check1 CHECK (((text IS NOT NULL) OR (latitude IS NOT NULL))),
  constraint address_entrance_check CHECK (((length(entrance) >= 1) AND (length(entrance) <= 20))),
  constraint address_flat_check CHECK (((length(flat) >= 1) AND (length(flat) <= 20))),
  constraint address_floor_check CHECK (((length(floor) >= 1) AND (length(floor) <= 20))),
  constraint address_intercom_check CHECK (((length(intercom) >= 1) AND (length(intercom) <= 50))),
  constraint address_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint address_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint address_text_check CHECK (((length(text) >= 1) AND (length(text) <= 500))),
  constraint address_zone_check CHECK (((length(zone) >= 1) AND (length(zone) <= 100))),
  constraint address_client_id_fkey FOREIGN KEY (client_id) REFERENCES repair.client(id)
);

create table repair.cash_handover (
  id bigint generated always as identity not null,
  master_id bigint not null,
  amount_minor bigint not null,
  currency text not null,
  status text default 'asked'::text not null,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by bigint,
  idempotency_key text not null,
  constraint cash_handover_pkey PRIMARY KEY (id),
  constraint cash_handover_idempotency_key_key UNIQUE (idempotency_key),
  constraint cash_handover_amount_minor_check CHECK ((amount_minor > 0)),
  constraint cash_handover_check CHECK (((status = 'asked'::text) = (answered_at IS NULL))),
  constraint cash_handover_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint cash_handover_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
  constraint cash_handover_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'taken'::text, 'refused'::text]))),
  constraint cash_handover_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES repair.person(user_id),
  constraint cash_handover_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id)
);

create table repair.cash_movement (
  id bigint generated always as identity not null,
  master_id bigint not null,
  kind text not null,
  amount_minor bigint not null,
  currency text not null,
  payment_id bigint,
  recorded_by bigint,
  note text,
  at timestamp with time zone not null,
  idempotency_key text not null,
  constraint cash_movement_pkey PRIMARY KEY (id),
  constraint cash_movement_idempotency_key_key UNIQUE (idempotency_key),
  constraint cash_movement_payment_id_key UNIQUE (payment_id),
  constraint cash_movement_amount_minor_check CHECK ((amount_minor <> 0)),
  constraint cash_movement_check CHECK (((kind = ANY (ARRAY['taken'::text, 'returned'::text])) = (payment_id IS NOT NULL))),
  constraint cash_movement_check1 CHECK (((kind <> 'taken'::text) OR (amount_minor > 0))),
  constraint cash_movement_check2 CHECK (((kind <> ALL (ARRAY['returned'::text, 'handed_in'::text])) OR (amount_minor < 0))),
  constraint cash_movement_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint cash_movement_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
  constraint cash_movement_kind_check CHECK ((kind = ANY (ARRAY['taken'::text, 'returned'::text, 'handed_in'::text, 'correction'::text]))),
  constraint cash_movement_note_check CHECK (((length(note) >= 1) AND (length(note) <= 500))),
  constraint cash_movement_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id),
  constraint cash_movement_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES repair.payment(id),
  constraint cash_movement_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES repair.person(user_id)
);

create table repair.category_setting (
  category text not null,
  is_offered boolean not null,
  changed_at timestamp with time zone not null,
  changed_by bigint,
  constraint category_setting_pkey PRIMARY KEY (category),
  constraint category_setting_category_check CHECK ((category ~ '^[a-z_]{1,32}$'::text)),
  constraint category_setting_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES repair.person(user_id)
);

create table repair.client (
  id bigint generated always as identity not null,
  name text,
  telegram_user_id bigint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  blacklist_reason text,
  is_vip boolean default false not null,
  notes text,
  blacklisted_at timestamp with time zone,
  blacklisted_by bigint,
  consent_at timestamp with time zone,
  unreachable_at timestamp with time zone,
  erased_at timestamp with time zone,
  constraint client_pkey PRIMARY KEY (id),
  constraint client_blacklist_reason_check CHECK (((length(blacklist_reason) >= 1) AND (length(blacklist_reason) <= 500))),
  constraint client_consent_check CHECK (((consent_at IS NULL) OR (telegram_user_id IS NOT NULL))),
  constraint client_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint client_notes_check CHECK (((length(notes) >= 1) AND (length(notes) <= 2000))),
  constraint client_blacklisted_by_fkey FOREIGN KEY (blacklisted_by) REFERENCES repair.person(user_id)
);

create table repair.client_link (
  token_hash bytea not null,
  order_id bigint not null,
  client_id bigint not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  used_by bigint,
  constraint client_link_pkey PRIMARY KEY (token_hash),
  constraint client_link_check CHECK ((expires_at > created_at)),
  constraint client_link_check1 CHECK (((used_at IS NULL) = (used_by IS NULL))),
  constraint client_link_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint client_link_used_by_check CHECK ((used_by > 0)),
  constraint client_link_client_id_fkey FOREIGN KEY (client_id) REFERENCES repair.client(id),
  constraint client_link_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.client_master_block (
  client_id bigint not null,
  master_id bigint not null,
  reason text,
  constraint client_master_block_pkey PRIMARY KEY (client_id, master_id),
  constraint client_master_block_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint client_master_block_client_id_fkey FOREIGN KEY (client_id) REFERENCES repair.client(id),
  constraint client_master_block_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id)
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

create table repair.company_setting (
  name text not null,
  value jsonb not null,
  changed_at timestamp with time zone not null,
  changed_by bigint,
  constraint company_setting_pkey PRIMARY KEY (name),
  constraint company_setting_name_check CHECK ((name ~ '^[a-z][a-z_]{0,62}$'::text)),
  constraint company_setting_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES repair.person(user_id)
);

create table repair.contact_attempt (
  order_id bigint not null,
  seq integer not null,
  visit_seq integer,
  channel text not null,
  by_id bigint,
  at timestamp with time zone not null,
  constraint contact_attempt_pkey PRIMARY KEY (order_id, seq),
  constraint contact_attempt_channel_check CHECK ((channel = ANY (ARRAY['call'::text, 'message'::text]))),
  constraint contact_attempt_seq_check CHECK ((seq > 0)),
  constraint contact_attempt_by_id_fkey FOREIGN KEY (by_id) REFERENCES repair.person(user_id),
  constraint contact_attempt_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.estimate (
  order_id bigint not null,
  seq integer not null,
  status text not null,
  total_minor bigint not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_as text,
  answer_note text,
  constraint estimate_pkey PRIMARY KEY (order_id, seq),
  constraint estimate_answer_note_check CHECK (((length(answer_note) >= 1) AND (length(answer_note) <= 1000))),
  constraint estimate_answered_as_check CHECK ((answered_as = ANY (ARRAY['client'::text, 'dispatcher'::text, 'admin'::text]))),
  constraint estimate_check CHECK ((expires_at > sent_at)),
  constraint estimate_check1 CHECK (((status = ANY (ARRAY['approved'::text, 'rejected'::text])) = (answered_at IS NOT NULL))),
  constraint estimate_check2 CHECK (((answered_at IS NULL) OR (answered_as IS NOT NULL))),
  constraint estimate_seq_check CHECK ((seq > 0)),
  constraint estimate_status_check CHECK ((status = ANY (ARRAY['sent'::text, 'approved'::text, 'rejected'::text, 'expired'::text, 'replaced'::text]))),
  constraint estimate_total_minor_check CHECK ((total_minor >= 0)),
  constraint estimate_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.estimate_line (
  order_id bigint not null,
  estimate_seq integer not null,
  seq integer not null,
  kind text not null,
  name text not null,
  quantity_milli integer not null,
  unit_price_minor bigint not null,
  cost_minor bigint default 0 not null,
  provided_by text not null,
  warranty_days smallint,
  constraint estimate_line_pkey PRIMARY KEY (order_id, estimate_seq, seq),
  constraint estimate_line_cost_minor_check CHECK ((cost_minor >= 0)),
  constraint estimate_line_kind_check CHECK ((kind = ANY (ARRAY['work'::text, 'part'::text]))),
  constraint estimate_line_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint estimate_line_provided_by_check CHECK ((provided_by = ANY (ARRAY['company'::text, 'master'::text, 'client'::text]))),
  constraint estimate_line_quantity_milli_check CHECK ((quantity_milli > 0)),
  constraint estimate_line_seq_check CHECK ((seq > 0)),
  constraint estimate_line_unit_price_minor_check CHECK ((unit_price_minor >= 0)),
  constraint estimate_line_warranty_days_check CHECK (((warranty_days >= 0) AND (warranty_days <= 3650))),
  constraint estimate_line_order_id_estimate_seq_fkey FOREIGN KEY (order_id, estimate_seq) REFERENCES repair.estimate(order_id, seq)
);

create table repair.master (
  user_id bigint not null,
  name text not null,
  phone text,
  status text default 'off'::text not null,
  status_since timestamp with time zone not null,
  group_chat_id bigint,
  needs_confirmation boolean default true not null,
  takes_nights boolean default false not null,
  is_senior boolean default false not null,
  documents_ok boolean default false not null,
  capacity_per_day integer default 6 not null,
  cash_limit_minor bigint,
  share_scheme_id bigint,
  rev integer default 1 not null,
  hired_at timestamp with time zone not null,
  fired_at timestamp with time zone,
  constraint master_pkey PRIMARY KEY (user_id),
  constraint master_capacity_per_day_check CHECK (((capacity_per_day >= 0) AND (capacity_per_day <= 100))),
  constraint master_cash_limit_minor_check CHECK ((cash_limit_minor >= 0)),
  constraint master_check CHECK (((status = 'fired'::text) = (fired_at IS NOT NULL))),
  constraint master_check1 CHECK ((fired_at >= hired_at)),
  constraint master_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint master_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text)),
  constraint master_rev_check CHECK ((rev > 0)),
  constraint master_status_check CHECK ((status = ANY (ARRAY['off'::text, 'on_shift'::text, 'busy'::text, 'break'::text, 'fired'::text]))),
  constraint master_user_id_check CHECK ((user_id > 0)),
  constraint master_share_scheme_id_fkey FOREIGN KEY (share_scheme_id) REFERENCES repair.share_scheme(id)
);

create table repair.master_absence (
  master_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason text not null,
  constraint master_absence_pkey PRIMARY KEY (master_id, starts_at),
  constraint master_absence_check CHECK ((ends_at > starts_at)),
  constraint master_absence_reason_check CHECK ((reason = ANY (ARRAY['vacation'::text, 'sick'::text, 'day_off'::text, 'other'::text]))),
  constraint master_absence_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id)
);

create table repair.master_photo (
  master_id bigint not null,
  seq bigint generated always as identity not null,
  file_id text not null,
  file_unique_id text not null,
  added_at timestamp with time zone not null,
  added_by bigint,
  keep_state text default 'waiting'::text not null,
  keep_tries smallint default 0 not null,
  hash text,
  media_type text,
  size_bytes integer,
  taken_at timestamp with time zone,
  latitude double precision,
  longitude double precision,
  constraint master_photo_pkey PRIMARY KEY (master_id),
  constraint master_photo_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint master_photo_keep_state_check CHECK ((keep_state = ANY (ARRAY['waiting'::text, 'kept'::text, 'gone'::text, 'refused'::text]))),
  constraint master_photo_kept_check CHECK (((keep_state = 'kept'::text) = (hash IS NOT NULL))),
  constraint master_photo_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint master_photo_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint master_photo_place_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint master_photo_size_bytes_check CHECK ((size_bytes > 0)),
  constraint master_photo_added_by_fkey FOREIGN KEY (added_by) REFERENCES repair.person(user_id),
  constraint master_photo_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id)
);

create table repair.master_shift (
  master_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint master_shift_pkey PRIMARY KEY (master_id, starts_at),
  constraint master_shift_check CHECK ((ends_at > starts_at)),
  constraint master_shift_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id)
);

create table repair.master_skill (
  master_id bigint not null,
  category text not null,
  level smallint not null,
  constraint master_skill_pkey PRIMARY KEY (master_id, category),
  constraint master_skill_category_check CHECK ((category ~ '^[a-z_]{1,32}$'::text)),
  constraint master_skill_level_check CHECK (((level >= 1) AND (level <= 5))),
  constraint master_skill_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id)
);

create table repair.master_zone (
  master_id bigint not null,
  zone text not null,
  constraint master_zone_pkey PRIMARY KEY (master_id, zone),
  constraint master_zone_zone_check CHECK (((length(zone) >= 1) AND (length(zone) <= 100))),
  constraint master_zone_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id)
);

create table repair.offer (
  id bigint generated always as identity not null,
  order_id bigint not null,
  seq integer not null,
  master_id bigint,
  mode text not null,
  status text not null,
  is_active boolean default true not null,
  sent_by bigint,
  sent_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  responded_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  decline_reason text,
  decline_note text,
  chat_id bigint,
  message_id bigint,
  constraint offer_pkey PRIMARY KEY (id),
  constraint offer_order_id_seq_key UNIQUE (order_id, seq),
  constraint offer_check CHECK (((mode = 'broadcast'::text) OR (master_id IS NOT NULL))),
  constraint offer_check1 CHECK (((status <> 'accepted'::text) OR (master_id IS NOT NULL))),
  constraint offer_check2 CHECK (((status = 'declined'::text) = (decline_reason IS NOT NULL))),
  constraint offer_check3 CHECK ((expires_at > sent_at)),
  constraint offer_decline_note_check CHECK (((length(decline_note) >= 1) AND (length(decline_note) <= 500))),
  constraint offer_decline_reason_check CHECK ((decline_reason = ANY (ARRAY['busy'::text, 'far'::text, 'not_my_profile'::text, 'price'::text, 'other'::text]))),
  constraint offer_mode_check CHECK ((mode = ANY (ARRAY['direct'::text, 'ranked'::text, 'broadcast'::text]))),
  constraint offer_seq_check CHECK ((seq > 0)),
  constraint offer_status_check CHECK ((status = ANY (ARRAY['sent'::text, 'seen'::text, 'accepted'::text, 'declined'::text, 'expired'::text, 'withdrawn'::text]))),
  constraint offer_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id),
  constraint offer_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id),
  constraint offer_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES repair.person(user_id)
);

create table repair.order_attachment (
  order_id bigint not null,
  "position" smallint not null,
  kind text not null,
  file_id text not null,
  file_unique_id text not null,
  caption text,
  seq bigint generated always as identity not null,
  keep_state text default 'waiting'::text not null,
  keep_tries smallint default 0 not null,
  hash text,
  media_type text,
  size_bytes integer,
  taken_at timestamp with time zone,
  latitude double precision,
  longitude double precision,
  constraint order_attachment_pkey PRIMARY KEY (order_id, "position"),
  constraint order_attachment_order_id_file_unique_id_key UNIQUE (order_id, file_unique_id),
  constraint order_attachment_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint order_attachment_keep_state_check CHECK ((keep_state = ANY (ARRAY['waiting'::text, 'kept'::text, 'gone'::text, 'refused'::text]))),
  constraint order_attachment_kept_check CHECK (((keep_state = 'kept'::text) = (hash IS NOT NULL))),
  constraint order_attachment_kind_check CHECK ((kind = ANY (ARRAY['photo'::text, 'voice'::text, 'video'::text, 'audio'::text, 'document'::text]))),
  constraint order_attachment_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint order_attachment_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint order_attachment_place_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint order_attachment_position_check CHECK ((("position" >= 1) AND ("position" <= 100))),
  constraint order_attachment_size_bytes_check CHECK ((size_bytes > 0)),
  constraint order_attachment_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.order_counter (
  year integer not null,
  last_seq integer not null,
  constraint order_counter_pkey PRIMARY KEY (year),
  constraint order_counter_last_seq_check CHECK ((last_seq >= 0)),
  constraint order_counter_year_check CHECK (((year >= 2020) AND (year <= 9999)))
);

create table repair.order_decline (
  order_id bigint not null,
  master_id bigint not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint order_decline_pkey PRIMARY KEY (order_id, master_id),
  constraint order_decline_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id),
  constraint order_decline_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
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
  visit_seq integer,
  visit_to text,
  offer_seq integer,
  offer_to text,
  said_at timestamp with time zone,
  details jsonb,
  constraint order_history_pkey PRIMARY KEY (order_id, seq),
  constraint order_history_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'system'::text, 'client'::text]))),
  constraint order_history_check CHECK (((actor_kind = 'person'::text) = (actor_id IS NOT NULL))),
  constraint order_history_check1 CHECK (((seq = 1) = (from_status IS NULL))),
  constraint order_history_check2 CHECK ((said_at <= at)),
  constraint order_history_event_check CHECK ((event ~ '^[a-z_]{1,64}$'::text)),
  constraint order_history_offer_check CHECK (((offer_seq IS NULL) = (offer_to IS NULL))),
  constraint order_history_offer_seq_check CHECK ((offer_seq > 0)),
  constraint order_history_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000))),
  constraint order_history_seq_check CHECK ((seq > 0)),
  constraint order_history_visit_check CHECK (((visit_seq IS NULL) = (visit_to IS NULL))),
  constraint order_history_visit_seq_check CHECK ((visit_seq > 0)),
  constraint order_history_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES repair.person(user_id),
  constraint order_history_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.order_line (
  order_id bigint not null,
  seq integer not null,
  kind text not null,
  name text not null,
  quantity_milli integer not null,
  unit_price_minor bigint not null,
  cost_minor bigint default 0 not null,
  provided_by text not null,
  warranty_days smallint,
  price_item_id bigint,
  added_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint order_line_pkey PRIMARY KEY (order_id, seq),
  constraint order_line_cost_minor_check CHECK ((cost_minor >= 0)),
  constraint order_line_kind_check CHECK ((kind = ANY (ARRAY['work'::text, 'part'::text]))),
  constraint order_line_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint order_line_provided_by_check CHECK ((provided_by = ANY (ARRAY['company'::text, 'master'::text, 'client'::text]))),
  constraint order_line_quantity_milli_check CHECK ((quantity_milli > 0)),
  constraint order_line_seq_check CHECK ((seq > 0)),
  constraint order_line_unit_price_minor_check CHECK ((unit_price_minor >= 0)),
  constraint order_line_warranty_days_check CHECK (((warranty_days >= 0) AND (warranty_days <= 3650))),
  constraint order_line_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id),
  constraint order_line_price_item_id_fkey FOREIGN KEY (price_item_id) REFERENCES repair.price_item(id)
);

create table repair.order_timer (
  id bigint generated always as identity not null,
  order_id bigint not null,
  entity text not null,
  entity_seq integer not null,
  event text not null,
  due_at timestamp with time zone not null,
  unless text not null,
  set_at timestamp with time zone not null,
  fired_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  outcome text,
  constraint order_timer_pkey PRIMARY KEY (id),
  constraint order_timer_check CHECK (((entity = 'order'::text) = (entity_seq = 0))),
  constraint order_timer_check1 CHECK (((fired_at IS NULL) OR (cancelled_at IS NULL))),
  constraint order_timer_check2 CHECK (((fired_at IS NULL) = (outcome IS NULL))),
  constraint order_timer_entity_check CHECK ((entity = ANY (ARRAY['order'::text, 'visit'::text, 'offer'::text, 'estimate'::text]))),
  constraint order_timer_entity_seq_check CHECK ((entity_seq >= 0)),
  constraint order_timer_event_check CHECK ((event ~ '^[a-z_0-9]{1,64}$'::text)),
  constraint order_timer_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'needless'::text]))),
  constraint order_timer_unless_check CHECK ((unless ~ '^[a-z_]{1,64}$'::text)),
  constraint order_timer_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.order_type (
  id bigint generated always as identity not null,
  key text,
  name text,
  path text default 'new'::text not null,
  place text default 'at_client'::text not null,
  starts text default 'offered'::text not null,
  fields jsonb default '[]'::jsonb not null,
  checklist jsonb default '[]'::jsonb not null,
  is_default boolean default false not null,
  is_active boolean default true not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  changed_by bigint,
  constraint order_type_pkey PRIMARY KEY (id),
  constraint order_type_key_key UNIQUE (key),
  constraint order_type_check CHECK (((key IS NOT NULL) OR (name IS NOT NULL))),
  constraint order_type_check1 CHECK (((NOT is_default) OR (is_active AND (path = 'new'::text)))),
  constraint order_type_checklist_check CHECK ((jsonb_typeof(checklist) = 'array'::text)),
  constraint order_type_fields_check CHECK ((jsonb_typeof(fields) = 'array'::text)),
  constraint order_type_key_check CHECK ((key = ANY (ARRAY['on_site'::text, 'workshop'::text, 'warranty'::text]))),
  constraint order_type_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint order_type_path_check CHECK ((path = ANY (ARRAY['new'::text, 'warranty'::text]))),
  constraint order_type_place_check CHECK ((place = ANY (ARRAY['at_client'::text, 'workshop'::text]))),
  constraint order_type_starts_check CHECK ((starts = ANY (ARRAY['offered'::text, 'desk'::text]))),
  constraint order_type_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES repair.person(user_id)
);

create table repair.payment (
  id bigint generated always as identity not null,
  order_id bigint not null,
  kind text not null,
  method text not null,
  amount_minor bigint not null,
  currency text not null,
  status text not null,
  taken_by bigint,
  recorded_by bigint,
  at timestamp with time zone not null,
  external_ref text,
  idempotency_key text not null,
  constraint payment_pkey PRIMARY KEY (id),
  constraint payment_idempotency_key_key UNIQUE (idempotency_key),
  constraint payment_amount_minor_check CHECK ((amount_minor > 0)),
  constraint payment_check CHECK (((taken_by IS NULL) OR (method = 'cash'::text))),
  constraint payment_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payment_external_ref_check CHECK (((length(external_ref) >= 1) AND (length(external_ref) <= 200))),
  constraint payment_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
  constraint payment_kind_check CHECK ((kind = ANY (ARRAY['prepay'::text, 'final'::text, 'refund'::text, 'fee'::text]))),
  constraint payment_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'card'::text, 'transfer'::text, 'link'::text]))),
  constraint payment_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'confirmed'::text, 'failed'::text]))),
  constraint payment_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id),
  constraint payment_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES repair.person(user_id),
  constraint payment_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES repair.master(user_id)
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

create table repair.phone_reveal (
  order_id bigint not null,
  user_id bigint not null,
  day date not null,
  constraint phone_reveal_pkey PRIMARY KEY (order_id, user_id, day),
  constraint phone_reveal_user_id_check CHECK ((user_id > 0)),
  constraint phone_reveal_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.price_item (
  id bigint generated always as identity not null,
  category text not null,
  kind text not null,
  name text not null,
  price_minor bigint not null,
  cost_minor bigint,
  warranty_days smallint,
  currency text not null,
  retired_at timestamp with time zone,
  constraint price_item_pkey PRIMARY KEY (id),
  constraint price_item_category_kind_name_key UNIQUE (category, kind, name),
  constraint price_item_category_check CHECK ((category ~ '^[a-z_]{1,32}$'::text)),
  constraint price_item_cost_minor_check CHECK ((cost_minor >= 0)),
  constraint price_item_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint price_item_kind_check CHECK ((kind = ANY (ARRAY['work'::text, 'part'::text]))),
  constraint price_item_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint price_item_price_minor_check CHECK ((price_minor >= 0)),
  constraint price_item_warranty_days_check CHECK (((warranty_days >= 0) AND (warranty_days <= 3650)))
);

create table repair.rating (
  order_id bigint not null,
  stars smallint not null,
  comment text,
  at timestamp with time zone not null,
  constraint rating_pkey PRIMARY KEY (order_id),
  constraint rating_comment_check CHECK (((length(comment) >= 1) AND (length(comment) <= 2000))),
  constraint rating_stars_check CHECK (((stars >= 1) AND (stars <= 5))),
  constraint rating_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
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
  master_id bigint,
  parent_order_id bigint,
  device_brand text,
  device_model text,
  device_serial text,
  device_age_years smallint,
  notes text,
  tags text[] default '{}'::text[] not null,
  status_since timestamp with time zone default now() not null,
  first_offered_at timestamp with time zone,
  accepted_at timestamp with time zone,
  en_route_at timestamp with time zone,
  on_site_at timestamp with time zone,
  finished_at timestamp with time zone,
  closed_at timestamp with time zone,
  no_taker_count integer default 0 not null,
  reschedule_count integer default 0 not null,
  hold_reason text,
  hold_until timestamp with time zone,
  hold_next_step_by text,
  hold_from text,
  hold_note text,
  approved_minor bigint,
  approved_at timestamp with time zone,
  discount_minor bigint default 0 not null,
  total_minor bigint default 0 not null,
  debt_reason text,
  has_mismatch boolean default false not null,
  mismatch_reason text,
  has_review boolean default false not null,
  is_out_of_town boolean default false not null,
  warranty_days smallint,
  warranty_until timestamp with time zone,
  refusal_reason text,
  refused_by text,
  fee_minor bigint,
  fee_state text,
  fee_forgiven_by bigint,
  cancel_reason text,
  cancelled_by text,
  closed_by bigint,
  verified_by bigint,
  is_disputed boolean default false not null,
  dispute_reason text,
  unread_rev integer,
  deleted_at timestamp with time zone,
  deleted_by bigint,
  delete_reason text,
  blacklist_approved_at timestamp with time zone,
  blacklist_approved_by bigint,
  type_id bigint,
  field_values jsonb default '{}'::jsonb not null,
  constraint service_order_pkey PRIMARY KEY (id),
  constraint service_order_idempotency_key_key UNIQUE (idempotency_key),
  constraint service_order_number_key UNIQUE (number),
  constraint service_order_year_seq_key UNIQUE (year, seq),
  constraint service_order_approved_minor_check CHECK ((approved_minor >= 0)),
  constraint service_order_blacklist_check CHECK (((blacklist_approved_at IS NULL) = (blacklist_approved_by IS NULL))),
  constraint service_order_cancel_reason_check CHECK (((length(cancel_reason) >= 1) AND (length(cancel_reason) <= 1000))),
  constraint service_order_cancelled_by_check CHECK ((cancelled_by = ANY (ARRAY['dispatcher'::text, 'admin'::text, 'client'::text, 'system'::text]))),
  constraint service_order_cancelled_check CHECK (((status <> 'cancelled'::text) OR ((cancel_reason IS NOT NULL) AND (cancelled_by IS NOT NULL)))),
  constraint service_order_category_check CHECK ((category ~ '^[a-z_]{1,32}$'::text)),
  constraint service_order_category_text_check CHECK (((length(category_text) >= 1) AND (length(category_text) <= 100))),
  constraint service_order_check CHECK (((category = 'other'::text) = (category_text IS NOT NULL))),
  constraint service_order_check1 CHECK (((kind = 'ordinary'::text) = (previous_order_id IS NULL))),
  constraint service_order_check2 CHECK (((wanted_kind = 'window'::text) = (wanted_to IS NOT NULL))),
  constraint service_order_check3 CHECK ((wanted_to > wanted_from)),
  constraint service_order_check4 CHECK ((updated_at >= created_at)),
  constraint service_order_check5 CHECK ((parent_order_id <> id)),
  constraint service_order_closed_check CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint service_order_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint service_order_debt_reason_check CHECK (((length(debt_reason) >= 1) AND (length(debt_reason) <= 1000))),
  constraint service_order_delete_reason_check CHECK (((length(delete_reason) >= 1) AND (length(delete_reason) <= 1000))),
  constraint service_order_deleted_check CHECK ((((deleted_at IS NULL) = (deleted_by IS NULL)) AND ((deleted_at IS NULL) = (delete_reason IS NULL)))),
  constraint service_order_device_age_years_check CHECK (((device_age_years >= 0) AND (device_age_years <= 100))),
  constraint service_order_device_brand_check CHECK (((length(device_brand) >= 1) AND (length(device_brand) <= 100))),
  constraint service_order_device_model_check CHECK (((length(device_model) >= 1) AND (length(device_model) <= 100))),
  constraint service_order_device_serial_check CHECK (((length(device_serial) >= 1) AND (length(device_serial) <= 100))),
  constraint service_order_discount_minor_check CHECK ((discount_minor >= 0)),
  constraint service_order_dispute_check CHECK ((is_disputed = (dispute_reason IS NOT NULL))),
  constraint service_order_dispute_reason_check CHECK (((length(dispute_reason) >= 1) AND (length(dispute_reason) <= 1000))),
  constraint service_order_fee_check CHECK (((fee_minor IS NULL) = (fee_state IS NULL))),
  constraint service_order_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint service_order_fee_state_check CHECK ((fee_state = ANY (ARRAY['due'::text, 'paid'::text, 'forgiven'::text]))),
  constraint service_order_field_values_check CHECK ((jsonb_typeof(field_values) = 'object'::text)),
  constraint service_order_forgiven_check CHECK (((fee_state = 'forgiven'::text) = (fee_forgiven_by IS NOT NULL))),
  constraint service_order_hold_check CHECK ((((status = 'on_hold'::text) = (hold_reason IS NOT NULL)) AND ((hold_reason IS NULL) = (hold_until IS NULL)) AND ((hold_reason IS NULL) = (hold_next_step_by IS NULL)) AND ((hold_reason IS NULL) = (hold_from IS NULL)))),
  constraint service_order_hold_from_check CHECK ((hold_from = ANY (ARRAY['assigned'::text, 'in_progress'::text]))),
  constraint service_order_hold_next_step_by_check CHECK ((hold_next_step_by = ANY (ARRAY['dispatcher'::text, 'master'::text, 'client'::text, 'admin'::text]))),
  constraint service_order_hold_note_check CHECK (((length(hold_note) >= 1) AND (length(hold_note) <= 1000))),
  constraint service_order_hold_reason_check CHECK ((hold_reason = ANY (ARRAY['parts'::text, 'awaiting_approval'::text, 'client'::text, 'client_unreachable'::text, 'long_repair'::text, 'workshop'::text, 'other'::text]))),
  constraint service_order_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
  constraint service_order_kind_check CHECK ((kind = ANY (ARRAY['ordinary'::text, 'repeat'::text, 'warranty'::text]))),
  constraint service_order_master_check CHECK (((status <> ALL (ARRAY['assigned'::text, 'in_progress'::text, 'work_done'::text])) OR (master_id IS NOT NULL))),
  constraint service_order_mismatch_reason_check CHECK (((length(mismatch_reason) >= 1) AND (length(mismatch_reason) <= 1000))),
  constraint service_order_no_taker_count_check CHECK ((no_taker_count >= 0)),
  constraint service_order_notes_check CHECK (((length(notes) >= 1) AND (length(notes) <= 2000))),
  constraint service_order_price_estimate_minor_check CHECK ((price_estimate_minor >= 0)),
  constraint service_order_price_note_check CHECK (((length(price_note) >= 1) AND (length(price_note) <= 500))),
  constraint service_order_priority_check CHECK (((priority >= 0) AND (priority <= 3))),
  constraint service_order_problem_text_check CHECK (((length(problem_text) >= 1) AND (length(problem_text) <= 2000))),
  constraint service_order_refusal_reason_check CHECK (((length(refusal_reason) >= 1) AND (length(refusal_reason) <= 1000))),
  constraint service_order_refused_by_check CHECK ((refused_by = ANY (ARRAY['master'::text, 'dispatcher'::text, 'admin'::text, 'client'::text, 'system'::text]))),
  constraint service_order_refused_check CHECK (((status <> 'refused'::text) OR ((refusal_reason IS NOT NULL) AND (refused_by IS NOT NULL)))),
  constraint service_order_reschedule_count_check CHECK ((reschedule_count >= 0)),
  constraint service_order_rev_check CHECK ((rev > 0)),
  constraint service_order_seq_check CHECK ((seq > 0)),
  constraint service_order_source_check CHECK ((source = ANY (ARRAY['call'::text, 'bot'::text, 'link'::text]))),
  constraint service_order_status_check CHECK ((status = ANY (ARRAY['new'::text, 'offering'::text, 'assigned'::text, 'in_progress'::text, 'on_hold'::text, 'work_done'::text, 'closed'::text, 'refused'::text, 'cancelled'::text]))),
  constraint service_order_total_minor_check CHECK ((total_minor >= 0)),
  constraint service_order_unread_rev_check CHECK ((unread_rev > 0)),
  constraint service_order_wanted_kind_check CHECK ((wanted_kind = ANY (ARRAY['asap'::text, 'at'::text, 'window'::text]))),
  constraint service_order_warranty_days_check CHECK (((warranty_days >= 0) AND (warranty_days <= 3650))),
  constraint service_order_address_id_client_id_fkey FOREIGN KEY (address_id, client_id) REFERENCES repair.address(id, client_id),
  constraint service_order_blacklist_approved_by_fkey FOREIGN KEY (blacklist_approved_by) REFERENCES repair.person(user_id),
  constraint service_order_client_id_fkey FOREIGN KEY (client_id) REFERENCES repair.client(id),
  constraint service_order_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES repair.person(user_id),
  constraint service_order_created_by_fkey FOREIGN KEY (created_by) REFERENCES repair.person(user_id),
  constraint service_order_deleted_by_fkey FOREIGN KEY (deleted_by) REFERENCES repair.person(user_id),
  constraint service_order_dispatcher_id_fkey FOREIGN KEY (dispatcher_id) REFERENCES repair.person(user_id),
  constraint service_order_fee_forgiven_by_fkey FOREIGN KEY (fee_forgiven_by) REFERENCES repair.person(user_id),
  constraint service_order_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id),
  constraint service_order_parent_order_id_fkey FOREIGN KEY (parent_order_id) REFERENCES repair.service_order(id),
  constraint service_order_phone_fkey FOREIGN KEY (phone) REFERENCES repair.client_phone(e164),
  constraint service_order_previous_order_id_fkey FOREIGN KEY (previous_order_id) REFERENCES repair.service_order(id),
  constraint service_order_type_id_fkey FOREIGN KEY (type_id) REFERENCES repair.order_type(id),
  constraint service_order_verified_by_fkey FOREIGN KEY (verified_by) REFERENCES repair.person(user_id),
  constraint service_order_year_fkey FOREIGN KEY (year) REFERENCES repair.order_counter(year)
);

create table repair.settlement (
  id bigint generated always as identity not null,
  master_id bigint not null,
  period_from timestamp with time zone not null,
  period_to timestamp with time zone not null,
  status text not null,
  gross_minor bigint not null,
  parts_minor bigint not null,
  share_minor bigint not null,
  advances_minor bigint not null,
  cash_held_minor bigint not null,
  balance_minor bigint not null,
  currency text not null,
  rev integer default 1 not null,
  created_at timestamp with time zone not null,
  agreed_at timestamp with time zone,
  approved_at timestamp with time zone,
  approved_by bigint,
  paid_at timestamp with time zone,
  constraint settlement_pkey PRIMARY KEY (id),
  constraint settlement_master_id_period_from_key UNIQUE (master_id, period_from),
  constraint settlement_check CHECK ((period_to > period_from)),
  constraint settlement_check1 CHECK ((balance_minor = ((share_minor - advances_minor) - cash_held_minor))),
  constraint settlement_check2 CHECK (((status <> ALL (ARRAY['approved'::text, 'paid'::text])) OR (approved_at IS NOT NULL))),
  constraint settlement_check3 CHECK (((status = 'paid'::text) = (paid_at IS NOT NULL))),
  constraint settlement_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint settlement_rev_check CHECK ((rev > 0)),
  constraint settlement_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'agreed'::text, 'disputed'::text, 'approved'::text, 'paid'::text]))),
  constraint settlement_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES repair.person(user_id),
  constraint settlement_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id)
);

create table repair.settlement_line (
  id bigint generated always as identity not null,
  settlement_id bigint,
  master_id bigint not null,
  order_id bigint,
  kind text not null,
  reverses_id bigint,
  gross_minor bigint not null,
  parts_minor bigint not null,
  share_minor bigint not null,
  company_minor bigint not null,
  advance_minor bigint default 0 not null,
  currency text not null,
  explanation jsonb default '{}'::jsonb not null,
  at timestamp with time zone not null,
  disputed_at timestamp with time zone,
  dispute_reason text,
  idempotency_key text not null,
  constraint settlement_line_pkey PRIMARY KEY (id),
  constraint settlement_line_idempotency_key_key UNIQUE (idempotency_key),
  constraint settlement_line_reverses_id_key UNIQUE (reverses_id),
  constraint settlement_line_check CHECK ((gross_minor = ((parts_minor + share_minor) + company_minor))),
  constraint settlement_line_check1 CHECK (((kind = 'reversal'::text) = (reverses_id IS NOT NULL))),
  constraint settlement_line_check2 CHECK (((disputed_at IS NULL) = (dispute_reason IS NULL))),
  constraint settlement_line_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint settlement_line_dispute_reason_check CHECK (((length(dispute_reason) >= 1) AND (length(dispute_reason) <= 1000))),
  constraint settlement_line_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
  constraint settlement_line_kind_check CHECK ((kind = ANY (ARRAY['order'::text, 'warranty_rework'::text, 'refusal_fee'::text, 'false_call'::text, 'advance'::text, 'correction'::text, 'reversal'::text]))),
  constraint settlement_line_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id),
  constraint settlement_line_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id),
  constraint settlement_line_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES repair.settlement_line(id),
  constraint settlement_line_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES repair.settlement(id)
);

create table repair.share_scheme (
  id bigint generated always as identity not null,
  name text not null,
  rules jsonb not null,
  created_at timestamp with time zone not null,
  constraint share_scheme_pkey PRIMARY KEY (id),
  constraint share_scheme_name_key UNIQUE (name),
  constraint share_scheme_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);

create table repair.task (
  id bigint generated always as identity not null,
  kind text not null,
  for_role text not null,
  for_id bigint,
  order_id bigint,
  master_id bigint,
  note text,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  done_at timestamp with time zone,
  done_by bigint,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_for_role_check CHECK ((for_role = ANY (ARRAY['dispatcher'::text, 'admin'::text]))),
  constraint task_kind_check CHECK ((kind ~ '^[a-z_]{1,64}$'::text)),
  constraint task_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000))),
  constraint task_done_by_fkey FOREIGN KEY (done_by) REFERENCES repair.person(user_id),
  constraint task_for_id_fkey FOREIGN KEY (for_id) REFERENCES repair.person(user_id),
  constraint task_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id),
  constraint task_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.visit (
  id bigint generated always as identity not null,
  order_id bigint not null,
  seq integer not null,
  master_id bigint not null,
  status text not null,
  planned_from timestamp with time zone not null,
  planned_to timestamp with time zone,
  confirmed_at timestamp with time zone,
  departed_at timestamp with time zone,
  eta_at timestamp with time zone,
  arrived_at timestamp with time zone,
  arrived_latitude double precision,
  arrived_longitude double precision,
  finished_at timestamp with time zone,
  outcome text,
  outcome_reason text,
  notes text,
  checklist jsonb default '[]'::jsonb not null,
  created_at timestamp with time zone not null,
  constraint visit_pkey PRIMARY KEY (id),
  constraint visit_order_id_seq_key UNIQUE (order_id, seq),
  constraint visit_arrived_latitude_check CHECK (((arrived_latitude >= ('-90'::integer)::double precision) AND (arrived_latitude <= (90)::double precision))),
  constraint visit_arrived_longitude_check CHECK (((arrived_longitude >= ('-180'::integer)::double precision) AND (arrived_longitude <= (180)::double precision))),
  constraint visit_check CHECK ((planned_to > planned_from)),
  constraint visit_check1 CHECK (((status = ANY (ARRAY['finished'::text, 'failed'::text])) = (outcome IS NOT NULL))),
  constraint visit_check2 CHECK (((status <> 'on_site'::text) OR (arrived_at IS NOT NULL))),
  constraint visit_check3 CHECK (((arrived_latitude IS NULL) = (arrived_longitude IS NULL))),
  constraint visit_notes_check CHECK (((length(notes) >= 1) AND (length(notes) <= 2000))),
  constraint visit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'needs_parts'::text, 'needs_workshop'::text, 'needs_second_visit'::text, 'refused'::text, 'client_unreachable'::text, 'client_absent'::text, 'wrong_address'::text, 'no_access'::text, 'master_problem'::text]))),
  constraint visit_outcome_reason_check CHECK (((length(outcome_reason) >= 1) AND (length(outcome_reason) <= 1000))),
  constraint visit_seq_check CHECK ((seq > 0)),
  constraint visit_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'en_route'::text, 'on_site'::text, 'finished'::text, 'failed'::text, 'rescheduled'::text, 'cancelled'::text]))),
  constraint visit_master_id_fkey FOREIGN KEY (master_id) REFERENCES repair.master(user_id),
  constraint visit_order_id_fkey FOREIGN KEY (order_id) REFERENCES repair.service_order(id)
);

create table repair.visit_photo (
  visit_id bigint not null,
  stage text not null,
  file_id text not null,
  file_unique_id text not null,
  caption text,
  added_at timestamp with time zone not null,
  seq bigint generated always as identity not null,
  album_id text,
  added_by bigint,
  kind text default 'photo'::text not null,
  with_place boolean default false not null,
  keep_state text default 'waiting'::text not null,
  keep_tries smallint default 0 not null,
  hash text,
  media_type text,
  size_bytes integer,
  taken_at timestamp with time zone,
  latitude double precision,
  longitude double precision,
  constraint visit_photo_pkey PRIMARY KEY (visit_id, stage, file_unique_id),
  constraint visit_photo_album_id_check CHECK (((length(album_id) >= 1) AND (length(album_id) <= 100))),
  constraint visit_photo_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint visit_photo_keep_state_check CHECK ((keep_state = ANY (ARRAY['waiting'::text, 'kept'::text, 'gone'::text, 'refused'::text]))),
  constraint visit_photo_kept_check CHECK (((keep_state = 'kept'::text) = (hash IS NOT NULL))),
  constraint visit_photo_kind_check CHECK ((kind = ANY (ARRAY['photo'::text, 'document'::text]))),
  constraint visit_photo_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint visit_photo_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint visit_photo_place_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint visit_photo_size_bytes_check CHECK ((size_bytes > 0)),
  constraint visit_photo_stage_check CHECK ((stage = ANY (ARRAY['before'::text, 'after'::text]))),
  constraint visit_photo_added_by_fkey FOREIGN KEY (added_by) REFERENCES repair.person(user_id),
  constraint visit_photo_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES repair.visit(id)
);

-- indexes

CREATE INDEX address_search_idx ON repair.address USING gin (repair.search_pieces(text));

CREATE INDEX address_text_key_idx ON repair.address USING btree (text_key);

CREATE INDEX cash_handover_open_idx ON repair.cash_handover USING btree (master_id, id) WHERE (status = 'asked'::text);

CREATE INDEX cash_movement_master_idx ON repair.cash_movement USING btree (master_id, id);

CREATE INDEX client_search_idx ON repair.client USING gin (repair.search_pieces(name));

CREATE INDEX client_telegram_user_idx ON repair.client USING btree (telegram_user_id) WHERE (telegram_user_id IS NOT NULL);

CREATE INDEX client_link_client_idx ON repair.client_link USING btree (client_id);

CREATE INDEX client_link_order_idx ON repair.client_link USING btree (order_id);

CREATE INDEX client_phone_backwards_idx ON repair.client_phone USING btree (reverse(e164) text_pattern_ops);

CREATE INDEX client_phone_client_idx ON repair.client_phone USING btree (client_id);

CREATE INDEX client_phone_last4_idx ON repair.client_phone USING btree (last4);

CREATE UNIQUE INDEX estimate_open_idx ON repair.estimate USING btree (order_id) WHERE (status = 'sent'::text);

CREATE UNIQUE INDEX offer_accepted_idx ON repair.offer USING btree (order_id) WHERE ((status = 'accepted'::text) AND is_active);

CREATE INDEX offer_master_idx ON repair.offer USING btree (master_id, sent_at);

CREATE INDEX order_attachment_waiting_idx ON repair.order_attachment USING btree (keep_tries, seq) WHERE (keep_state = 'waiting'::text);

CREATE INDEX order_timer_due_idx ON repair.order_timer USING btree (due_at, id) WHERE ((fired_at IS NULL) AND (cancelled_at IS NULL));

CREATE UNIQUE INDEX order_timer_pending_idx ON repair.order_timer USING btree (order_id, entity, entity_seq, event) WHERE ((fired_at IS NULL) AND (cancelled_at IS NULL));

CREATE UNIQUE INDEX order_type_default_idx ON repair.order_type USING btree (is_default) WHERE is_default;

CREATE INDEX payment_order_idx ON repair.payment USING btree (order_id, id);

CREATE INDEX service_order_address_idx ON repair.service_order USING btree (address_id);

CREATE INDEX service_order_category_idx ON repair.service_order USING btree (created_at, category);

CREATE INDEX service_order_client_idx ON repair.service_order USING btree (client_id, id);

CREATE INDEX service_order_created_by_idx ON repair.service_order USING btree (created_by, id);

CREATE INDEX service_order_deleted_idx ON repair.service_order USING btree (deleted_at, id) WHERE (deleted_at IS NOT NULL);

CREATE INDEX service_order_fields_idx ON repair.service_order USING gin (repair.search_pieces((field_values)::text)) WHERE (field_values <> '{}'::jsonb);

CREATE INDEX service_order_master_idx ON repair.service_order USING btree (master_id, status, id) WHERE (master_id IS NOT NULL);

CREATE INDEX service_order_open_address_idx ON repair.service_order USING btree (address_id, id) WHERE (status <> ALL (ARRAY['closed'::text, 'refused'::text, 'cancelled'::text]));

CREATE INDEX service_order_open_phone_idx ON repair.service_order USING btree (phone, id) WHERE (status <> ALL (ARRAY['closed'::text, 'refused'::text, 'cancelled'::text]));

CREATE INDEX service_order_parent_idx ON repair.service_order USING btree (parent_order_id) WHERE (parent_order_id IS NOT NULL);

CREATE INDEX service_order_phone_idx ON repair.service_order USING btree (phone);

CREATE INDEX service_order_previous_idx ON repair.service_order USING btree (previous_order_id) WHERE (previous_order_id IS NOT NULL);

CREATE INDEX service_order_search_idx ON repair.service_order USING gin (repair.search_pieces(((COALESCE(device_brand, ''::text) || ' '::text) || COALESCE(device_model, ''::text)))) WHERE ((device_brand IS NOT NULL) OR (device_model IS NOT NULL));

CREATE INDEX service_order_seq_idx ON repair.service_order USING btree (seq);

CREATE INDEX service_order_status_idx ON repair.service_order USING btree (status, id) WHERE (deleted_at IS NULL);

CREATE INDEX settlement_master_idx ON repair.settlement USING btree (master_id, period_from DESC);

CREATE INDEX settlement_line_open_idx ON repair.settlement_line USING btree (master_id, at) WHERE (settlement_id IS NULL);

CREATE INDEX settlement_line_order_idx ON repair.settlement_line USING btree (order_id);

CREATE INDEX settlement_line_settlement_idx ON repair.settlement_line USING btree (settlement_id);

CREATE INDEX task_due_idx ON repair.task USING btree (for_role, due_at) WHERE (done_at IS NULL);

CREATE UNIQUE INDEX task_open_idx ON repair.task USING btree (order_id, kind) WHERE (done_at IS NULL);

CREATE INDEX visit_master_idx ON repair.visit USING btree (master_id, planned_from);

CREATE UNIQUE INDEX visit_open_idx ON repair.visit USING btree (order_id) WHERE (status = ANY (ARRAY['planned'::text, 'en_route'::text, 'on_site'::text]));

CREATE INDEX visit_photo_album_idx ON repair.visit_photo USING btree (album_id, added_at) WHERE (album_id IS NOT NULL);

CREATE INDEX visit_photo_waiting_idx ON repair.visit_photo USING btree (keep_tries, seq) WHERE (keep_state = 'waiting'::text);

-- triggers

CREATE TRIGGER cash_movement_append_only BEFORE DELETE OR UPDATE ON repair.cash_movement FOR EACH ROW EXECUTE FUNCTION repair.refuse_change();

CREATE TRIGGER contact_attempt_append_only BEFORE DELETE OR UPDATE ON repair.contact_attempt FOR EACH ROW EXECUTE FUNCTION repair.refuse_change();

CREATE TRIGGER order_history_append_only BEFORE DELETE OR UPDATE ON repair.order_history FOR EACH ROW EXECUTE FUNCTION repair.guard_order_history();

CREATE TRIGGER settlement_closed_is_closed BEFORE DELETE OR UPDATE ON repair.settlement FOR EACH ROW EXECUTE FUNCTION repair.guard_settlement();

CREATE TRIGGER settlement_line_closed_is_closed BEFORE INSERT OR DELETE OR UPDATE ON repair.settlement_line FOR EACH ROW EXECUTE FUNCTION repair.guard_settlement_line();
