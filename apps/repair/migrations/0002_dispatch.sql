-- From an order to money: offers, visits, masters, estimates, payments, settlements, timers and tasks.
-- An order, its visits and its offers are three machines; each has its own row and its own state.

-- up

-- How a master's share is computed; `rules` is read by `domain/money/share-scheme.ts`.
create table repair.share_scheme (
  id bigint generated always as identity primary key,
  name text not null unique check (length(name) between 1 and 100),
  rules jsonb not null,
  created_at timestamptz not null
);

create table repair.master (
  -- Telegram's id: a master may be hired before the first word to the bot.
  user_id bigint primary key check (user_id > 0),
  name text not null check (length(name) between 1 and 200),
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  status text not null default 'off' check (status in ('off', 'on_shift', 'busy', 'break', 'fired')),
  status_since timestamptz not null,
  -- Where the master works with the bot, when not in private.
  group_chat_id bigint,
  -- Without it, an order is theirs once the desk assigns it.
  needs_confirmation boolean not null default true,
  takes_nights boolean not null default false,
  is_senior boolean not null default false,
  documents_ok boolean not null default false,
  capacity_per_day integer not null default 6 check (capacity_per_day between 0 and 100),
  -- At this much cash in hand, no more offers come.
  cash_limit_minor bigint check (cash_limit_minor >= 0),
  share_scheme_id bigint references repair.share_scheme (id),
  rev integer not null default 1 check (rev > 0),
  hired_at timestamptz not null,
  fired_at timestamptz,
  check ((status = 'fired') = (fired_at is not null)),
  check (fired_at >= hired_at)
);

create table repair.master_skill (
  master_id bigint not null references repair.master (user_id),
  category text not null check (category ~ '^[a-z_]{1,32}$'),
  level smallint not null check (level between 1 and 5),
  primary key (master_id, category)
);

create table repair.master_zone (
  master_id bigint not null references repair.master (user_id),
  zone text not null check (length(zone) between 1 and 100),
  primary key (master_id, zone)
);

-- Planned working time; whether somebody works right now is `master.status`.
create table repair.master_shift (
  master_id bigint not null references repair.master (user_id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (master_id, starts_at),
  check (ends_at > starts_at)
);

create table repair.master_absence (
  master_id bigint not null references repair.master (user_id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null check (reason in ('vacation', 'sick', 'day_off', 'other')),
  primary key (master_id, starts_at),
  check (ends_at > starts_at)
);

alter table repair.client
  add column blacklist_reason text check (length(blacklist_reason) between 1 and 500),
  add column is_vip boolean not null default false,
  add column notes text check (length(notes) between 1 and 2000);

alter table repair.address
  -- The part of town that masters are chosen by.
  add column zone text check (length(zone) between 1 and 100),
  add column entrance text check (length(entrance) between 1 and 20),
  add column floor text check (length(floor) between 1 and 20),
  add column flat text check (length(flat) between 1 and 20),
  add column intercom text check (length(intercom) between 1 and 50),
  add column access_note text check (length(access_note) between 1 and 500);

-- A client and a master who do not want each other.
create table repair.client_master_block (
  client_id bigint not null references repair.client (id),
  master_id bigint not null references repair.master (user_id),
  reason text check (length(reason) between 1 and 500),
  primary key (client_id, master_id)
);

alter table repair.service_order
  add column master_id bigint references repair.master (user_id),
  -- Another device at the same address: it shares the visits of this order.
  add column parent_order_id bigint references repair.service_order (id) check (parent_order_id <> id),
  add column device_brand text check (length(device_brand) between 1 and 100),
  add column device_model text check (length(device_model) between 1 and 100),
  add column device_serial text check (length(device_serial) between 1 and 100),
  add column device_age_years smallint check (device_age_years between 0 and 100),
  add column notes text check (length(notes) between 1 and 2000),
  add column tags text[] not null default '{}',
  -- Since when the order is what it is; together with the history, what service levels are measured by.
  add column status_since timestamptz,
  add column first_offered_at timestamptz,
  add column accepted_at timestamptz,
  add column en_route_at timestamptz,
  add column on_site_at timestamptz,
  add column finished_at timestamptz,
  add column closed_at timestamptz,
  -- How often nobody took it.
  add column no_taker_count integer not null default 0 check (no_taker_count >= 0),
  add column reschedule_count integer not null default 0 check (reschedule_count >= 0),
  add column hold_reason text check (hold_reason in (
    'parts', 'awaiting_approval', 'client', 'client_unreachable', 'long_repair', 'workshop', 'other'
  )),
  add column hold_until timestamptz,
  add column hold_next_step_by text check (hold_next_step_by in ('dispatcher', 'master', 'client', 'admin')),
  -- Where the order goes on afterwards.
  add column hold_from text check (hold_from in ('assigned', 'in_progress')),
  add column hold_note text check (length(hold_note) between 1 and 1000),
  add column approved_minor bigint check (approved_minor >= 0),
  add column approved_at timestamptz,
  add column discount_minor bigint not null default 0 check (discount_minor >= 0),
  add column total_minor bigint not null default 0 check (total_minor >= 0),
  add column debt_reason text check (length(debt_reason) between 1 and 1000),
  -- The work costs something else than the client agreed to: nobody closes such an order by itself.
  add column has_mismatch boolean not null default false,
  add column mismatch_reason text check (length(mismatch_reason) between 1 and 1000),
  add column has_review boolean not null default false,
  add column is_out_of_town boolean not null default false,
  add column warranty_days smallint check (warranty_days between 0 and 3650),
  add column warranty_until timestamptz,
  add column refusal_reason text check (length(refusal_reason) between 1 and 1000),
  add column refused_by text check (refused_by in ('master', 'dispatcher', 'admin', 'client', 'system')),
  add column fee_minor bigint check (fee_minor >= 0),
  add column fee_state text check (fee_state in ('due', 'paid', 'forgiven')),
  add column fee_forgiven_by bigint references repair.person (user_id),
  add column cancel_reason text check (length(cancel_reason) between 1 and 1000),
  add column cancelled_by text check (cancelled_by in ('dispatcher', 'admin', 'client', 'system')),
  add column closed_by bigint references repair.person (user_id),
  add column verified_by bigint references repair.person (user_id),
  add column is_disputed boolean not null default false,
  add column dispute_reason text check (length(dispute_reason) between 1 and 1000),
  -- The master has to say that they have read of a change: made at this rev.
  add column unread_rev integer check (unread_rev > 0),
  add column deleted_at timestamptz,
  add column deleted_by bigint references repair.person (user_id),
  add column delete_reason text check (length(delete_reason) between 1 and 1000);

update repair.service_order set status_since = updated_at;

alter table repair.service_order
  alter column status_since set not null,
  -- For a process of the version before, which does not name it.
  alter column status_since set default now(),
  add constraint service_order_master_check
    check (status not in ('assigned', 'in_progress', 'work_done') or master_id is not null),
  -- Nothing waits without a reason, a date and somebody who has to act then.
  add constraint service_order_hold_check check (
    (status = 'on_hold') = (hold_reason is not null)
    and (hold_reason is null) = (hold_until is null)
    and (hold_reason is null) = (hold_next_step_by is null)
    and (hold_reason is null) = (hold_from is null)
  ),
  add constraint service_order_refused_check
    check (status <> 'refused' or (refusal_reason is not null and refused_by is not null)),
  add constraint service_order_cancelled_check
    check (status <> 'cancelled' or (cancel_reason is not null and cancelled_by is not null)),
  add constraint service_order_closed_check check ((status = 'closed') = (closed_at is not null)),
  add constraint service_order_fee_check check ((fee_minor is null) = (fee_state is null)),
  add constraint service_order_forgiven_check check ((fee_state = 'forgiven') = (fee_forgiven_by is not null)),
  add constraint service_order_dispute_check check (is_disputed = (dispute_reason is not null)),
  add constraint service_order_deleted_check check (
    (deleted_at is null) = (deleted_by is null) and (deleted_at is null) = (delete_reason is null)
  );

-- The board, page by page, and what a master has to do.
create index service_order_status_idx on repair.service_order (status, id) where deleted_at is null;
create index service_order_master_idx on repair.service_order (master_id, status, id) where master_id is not null;
create index service_order_parent_idx on repair.service_order (parent_order_id) where parent_order_id is not null;
create index service_order_previous_idx on repair.service_order (previous_order_id) where previous_order_id is not null;

-- The timeline holds all three machines. What did not move the order has the same status on both sides.
alter table repair.order_history
  add column visit_seq integer check (visit_seq > 0),
  add column visit_to text,
  add column offer_seq integer check (offer_seq > 0),
  add column offer_to text,
  -- When it happened, as somebody told later by phone; `at` is when it was written down.
  add column said_at timestamptz check (said_at <= at),
  add column details jsonb,
  add constraint order_history_visit_check check ((visit_seq is null) = (visit_to is null)),
  add constraint order_history_offer_check check ((offer_seq is null) = (offer_to is null));

create table repair.visit (
  id bigint generated always as identity primary key,
  order_id bigint not null references repair.service_order (id),
  seq integer not null check (seq > 0),
  master_id bigint not null references repair.master (user_id),
  status text not null check (
    status in ('planned', 'en_route', 'on_site', 'finished', 'failed', 'rescheduled', 'cancelled')
  ),
  planned_from timestamptz not null,
  planned_to timestamptz,
  -- The master's word, an hour before, that they will come.
  confirmed_at timestamptz,
  departed_at timestamptz,
  eta_at timestamptz,
  arrived_at timestamptz,
  arrived_latitude double precision check (arrived_latitude between -90 and 90),
  arrived_longitude double precision check (arrived_longitude between -180 and 180),
  finished_at timestamptz,
  outcome text check (outcome in (
    'done', 'needs_parts', 'needs_workshop', 'needs_second_visit', 'refused',
    'client_unreachable', 'client_absent', 'wrong_address', 'no_access', 'master_problem'
  )),
  outcome_reason text check (length(outcome_reason) between 1 and 1000),
  notes text check (length(notes) between 1 and 2000),
  checklist jsonb not null default '[]',
  created_at timestamptz not null,
  unique (order_id, seq),
  check (planned_to > planned_from),
  check ((status in ('finished', 'failed')) = (outcome is not null)),
  check (status <> 'on_site' or arrived_at is not null),
  check ((arrived_latitude is null) = (arrived_longitude is null))
);

-- An order has one visit under way or ahead.
create unique index visit_open_idx on repair.visit (order_id) where status in ('planned', 'en_route', 'on_site');
create index visit_master_idx on repair.visit (master_id, planned_from);

-- Photos of a visit; Telegram keeps the bytes.
create table repair.visit_photo (
  visit_id bigint not null references repair.visit (id),
  stage text not null check (stage in ('before', 'after')),
  file_id text not null,
  file_unique_id text not null,
  caption text,
  added_at timestamptz not null,
  primary key (visit_id, stage, file_unique_id)
);

create table repair.offer (
  id bigint generated always as identity primary key,
  order_id bigint not null references repair.service_order (id),
  seq integer not null check (seq > 0),
  -- Of a broadcast: whoever took it.
  master_id bigint references repair.master (user_id),
  mode text not null check (mode in ('direct', 'ranked', 'broadcast')),
  status text not null check (status in ('sent', 'seen', 'accepted', 'declined', 'expired', 'withdrawn')),
  -- False once an accepted offer has lost its force: released, undone, or the order is over.
  is_active boolean not null default true,
  sent_by bigint references repair.person (user_id),
  sent_at timestamptz not null,
  seen_at timestamptz,
  responded_at timestamptz,
  expires_at timestamptz not null,
  decline_reason text check (decline_reason in ('busy', 'far', 'not_my_profile', 'price', 'other')),
  decline_note text check (length(decline_note) between 1 and 500),
  chat_id bigint,
  message_id bigint,
  unique (order_id, seq),
  check (mode = 'broadcast' or master_id is not null),
  check (status <> 'accepted' or master_id is not null),
  check ((status = 'declined') = (decline_reason is not null)),
  check (expires_at > sent_at)
);

-- Exactly one master at a time has an order.
create unique index offer_accepted_idx on repair.offer (order_id) where status = 'accepted' and is_active;
create index offer_master_idx on repair.offer (master_id, sent_at);

-- Who will not take an order, whichever way they were asked.
create table repair.order_decline (
  order_id bigint not null references repair.service_order (id),
  master_id bigint not null references repair.master (user_id),
  reason text not null,
  at timestamptz not null,
  primary key (order_id, master_id)
);

create table repair.price_item (
  id bigint generated always as identity primary key,
  category text not null check (category ~ '^[a-z_]{1,32}$'),
  kind text not null check (kind in ('work', 'part')),
  name text not null check (length(name) between 1 and 200),
  price_minor bigint not null check (price_minor >= 0),
  cost_minor bigint check (cost_minor >= 0),
  warranty_days smallint check (warranty_days between 0 and 3650),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  retired_at timestamptz,
  unique (category, kind, name)
);

create table repair.estimate (
  order_id bigint not null references repair.service_order (id),
  seq integer not null check (seq > 0),
  status text not null check (status in ('sent', 'approved', 'rejected', 'expired', 'replaced')),
  total_minor bigint not null check (total_minor >= 0),
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  answered_as text check (answered_as in ('client', 'dispatcher', 'admin')),
  -- How the desk learned of it: "by phone, 14:20".
  answer_note text check (length(answer_note) between 1 and 1000),
  primary key (order_id, seq),
  check (expires_at > sent_at),
  check ((status in ('approved', 'rejected')) = (answered_at is not null)),
  check (answered_at is null or answered_as is not null)
);

create unique index estimate_open_idx on repair.estimate (order_id) where status = 'sent';

create table repair.estimate_line (
  order_id bigint not null,
  estimate_seq integer not null,
  seq integer not null check (seq > 0),
  kind text not null check (kind in ('work', 'part')),
  name text not null check (length(name) between 1 and 200),
  -- Thousandths: half a metre of hose is 500.
  quantity_milli integer not null check (quantity_milli > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  cost_minor bigint not null default 0 check (cost_minor >= 0),
  provided_by text not null check (provided_by in ('company', 'master', 'client')),
  warranty_days smallint check (warranty_days between 0 and 3650),
  primary key (order_id, estimate_seq, seq),
  foreign key (order_id, estimate_seq) references repair.estimate (order_id, seq)
);

-- What was done and used. Totals come from here and from nowhere else.
create table repair.order_line (
  order_id bigint not null references repair.service_order (id),
  seq integer not null check (seq > 0),
  kind text not null check (kind in ('work', 'part')),
  name text not null check (length(name) between 1 and 200),
  quantity_milli integer not null check (quantity_milli > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  -- Of the whole line, what it cost whoever provided it.
  cost_minor bigint not null default 0 check (cost_minor >= 0),
  provided_by text not null check (provided_by in ('company', 'master', 'client')),
  warranty_days smallint check (warranty_days between 0 and 3650),
  price_item_id bigint references repair.price_item (id),
  added_at timestamptz not null,
  -- A line that was taken back stays, for the record.
  removed_at timestamptz,
  primary key (order_id, seq)
);

create table repair.payment (
  id bigint generated always as identity primary key,
  order_id bigint not null references repair.service_order (id),
  kind text not null check (kind in ('prepay', 'final', 'refund', 'fee')),
  method text not null check (method in ('cash', 'card', 'transfer', 'link')),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status text not null check (status in ('pending', 'confirmed', 'failed')),
  -- The master who has the cash, if it is cash in a master's hand.
  taken_by bigint references repair.master (user_id),
  recorded_by bigint references repair.person (user_id),
  at timestamptz not null,
  external_ref text check (length(external_ref) between 1 and 200),
  idempotency_key text not null unique check (length(idempotency_key) between 1 and 200),
  check (taken_by is null or method = 'cash')
);

create index payment_order_idx on repair.payment (order_id, id);

-- Cash in a master's hands: what came in from clients is positive, what was handed in negative. Rows are only added.
create table repair.cash_movement (
  id bigint generated always as identity primary key,
  master_id bigint not null references repair.master (user_id),
  kind text not null check (kind in ('taken', 'returned', 'handed_in', 'correction')),
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payment_id bigint unique references repair.payment (id),
  recorded_by bigint references repair.person (user_id),
  note text check (length(note) between 1 and 500),
  at timestamptz not null,
  idempotency_key text not null unique check (length(idempotency_key) between 1 and 200),
  check ((kind in ('taken', 'returned')) = (payment_id is not null)),
  check (kind <> 'taken' or amount_minor > 0),
  check (kind not in ('returned', 'handed_in') or amount_minor < 0)
);

create index cash_movement_master_idx on repair.cash_movement (master_id, id);

create trigger cash_movement_append_only
before update or delete on repair.cash_movement
for each row execute function repair.refuse_change();

create table repair.settlement (
  id bigint generated always as identity primary key,
  master_id bigint not null references repair.master (user_id),
  period_from timestamptz not null,
  period_to timestamptz not null,
  status text not null check (status in ('draft', 'agreed', 'disputed', 'approved', 'paid')),
  gross_minor bigint not null,
  parts_minor bigint not null,
  share_minor bigint not null,
  advances_minor bigint not null,
  cash_held_minor bigint not null,
  -- To be paid to the master; negative: to be handed in by them.
  balance_minor bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rev integer not null default 1 check (rev > 0),
  created_at timestamptz not null,
  agreed_at timestamptz,
  approved_at timestamptz,
  approved_by bigint references repair.person (user_id),
  paid_at timestamptz,
  unique (master_id, period_from),
  check (period_to > period_from),
  check (balance_minor = share_minor - advances_minor - cash_held_minor),
  check (status not in ('approved', 'paid') or approved_at is not null),
  check ((status = 'paid') = (paid_at is not null))
);

-- What an order, a false call or an advance is worth to a master. Lines without a settlement wait for the next one.
create table repair.settlement_line (
  id bigint generated always as identity primary key,
  settlement_id bigint references repair.settlement (id),
  master_id bigint not null references repair.master (user_id),
  order_id bigint references repair.service_order (id),
  kind text not null check (kind in ('order', 'warranty_rework', 'refusal_fee', 'false_call', 'advance', 'correction', 'reversal')),
  -- The line that this one takes back, with the same sums negated.
  reverses_id bigint unique references repair.settlement_line (id),
  gross_minor bigint not null,
  parts_minor bigint not null,
  share_minor bigint not null,
  company_minor bigint not null,
  advance_minor bigint not null default 0,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The rule that was applied, as it was then.
  explanation jsonb not null default '{}',
  at timestamptz not null,
  disputed_at timestamptz,
  dispute_reason text check (length(dispute_reason) between 1 and 1000),
  idempotency_key text not null unique check (length(idempotency_key) between 1 and 200),
  -- Nothing is lost between the client's money and the three who get it.
  check (gross_minor = parts_minor + share_minor + company_minor),
  check ((kind = 'reversal') = (reverses_id is not null)),
  check ((disputed_at is null) = (dispute_reason is null))
);

create index settlement_line_open_idx on repair.settlement_line (master_id, at) where settlement_id is null;
create index settlement_line_settlement_idx on repair.settlement_line (settlement_id);
create index settlement_line_order_idx on repair.settlement_line (order_id);

create function repair.guard_settlement() returns trigger language plpgsql as $body$
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
$body$;

create trigger settlement_closed_is_closed
before update or delete on repair.settlement
for each row execute function repair.guard_settlement();

create function repair.guard_settlement_line() returns trigger language plpgsql as $body$
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
$body$;

create trigger settlement_line_closed_is_closed
before insert or update or delete on repair.settlement_line
for each row execute function repair.guard_settlement_line();

create table repair.rating (
  order_id bigint primary key references repair.service_order (id),
  stars smallint not null check (stars between 1 and 5),
  comment text check (length(comment) between 1 and 2000),
  at timestamptz not null
);

-- Each try to reach a client who does not answer; a master's false call is proven by them. Rows are only added.
create table repair.contact_attempt (
  order_id bigint not null references repair.service_order (id),
  seq integer not null check (seq > 0),
  visit_seq integer,
  channel text not null check (channel in ('call', 'message')),
  by_id bigint references repair.person (user_id),
  at timestamptz not null,
  primary key (order_id, seq)
);

create trigger contact_attempt_append_only
before update or delete on repair.contact_attempt
for each row execute function repair.refuse_change();

-- What has to happen to an order by itself. A row fires once or is cancelled; never both.
create table repair.order_timer (
  id bigint generated always as identity primary key,
  order_id bigint not null references repair.service_order (id),
  entity text not null check (entity in ('order', 'visit', 'offer', 'estimate')),
  -- Which visit, offer or estimate of the order; 0 for the order itself.
  entity_seq integer not null check (entity_seq >= 0),
  event text not null check (event ~ '^[a-z_0-9]{1,64}$'),
  due_at timestamptz not null,
  -- The name of the condition under which there is nothing to do any more, see `domain/timers.ts`.
  unless text not null check (unless ~ '^[a-z_]{1,64}$'),
  set_at timestamptz not null,
  fired_at timestamptz,
  cancelled_at timestamptz,
  -- What became of it: `done`, or `needless` when the condition held.
  outcome text check (outcome in ('done', 'needless')),
  check ((entity = 'order') = (entity_seq = 0)),
  check (fired_at is null or cancelled_at is null),
  check ((fired_at is null) = (outcome is null))
);

create unique index order_timer_pending_idx on repair.order_timer (order_id, entity, entity_seq, event)
  where fired_at is null and cancelled_at is null;
create index order_timer_due_idx on repair.order_timer (due_at, id) where fired_at is null and cancelled_at is null;

-- Something a person has to do; kinds are listed in `domain/task.ts`.
create table repair.task (
  id bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z_]{1,64}$'),
  for_role text not null check (for_role in ('dispatcher', 'admin')),
  -- Whose it is; anybody of the role may do it.
  for_id bigint references repair.person (user_id),
  order_id bigint references repair.service_order (id),
  master_id bigint references repair.master (user_id),
  note text check (length(note) between 1 and 1000),
  opened_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz,
  done_by bigint references repair.person (user_id)
);

-- The same thing is asked for once.
create unique index task_open_idx on repair.task (order_id, kind) where done_at is null;
create index task_due_idx on repair.task (for_role, due_at) where done_at is null;

-- down
drop table repair.task, repair.order_timer, repair.contact_attempt, repair.rating, repair.settlement_line,
  repair.settlement, repair.cash_movement, repair.payment, repair.order_line, repair.estimate_line, repair.estimate,
  repair.price_item, repair.order_decline, repair.offer, repair.visit_photo, repair.visit;
drop function repair.guard_settlement(), repair.guard_settlement_line();
alter table repair.order_history
  drop column visit_seq, drop column visit_to, drop column offer_seq, drop column offer_to,
  drop column said_at, drop column details;
alter table repair.service_order
  drop column master_id, drop column parent_order_id, drop column device_brand, drop column device_model,
  drop column device_serial, drop column device_age_years, drop column notes, drop column tags,
  drop column status_since, drop column first_offered_at, drop column accepted_at, drop column en_route_at,
  drop column on_site_at, drop column finished_at, drop column closed_at, drop column no_taker_count,
  drop column reschedule_count, drop column hold_reason, drop column hold_until, drop column hold_next_step_by,
  drop column hold_from, drop column hold_note, drop column approved_minor, drop column approved_at,
  drop column discount_minor, drop column total_minor, drop column debt_reason, drop column has_mismatch,
  drop column mismatch_reason, drop column has_review, drop column is_out_of_town, drop column warranty_days,
  drop column warranty_until, drop column refusal_reason, drop column refused_by, drop column fee_minor,
  drop column fee_state, drop column fee_forgiven_by, drop column cancel_reason, drop column cancelled_by,
  drop column closed_by, drop column verified_by, drop column is_disputed, drop column dispute_reason,
  drop column unread_rev, drop column deleted_at, drop column deleted_by, drop column delete_reason;
drop table repair.client_master_block;
alter table repair.address
  drop column zone, drop column entrance, drop column floor, drop column flat, drop column intercom,
  drop column access_note;
alter table repair.client drop column blacklist_reason, drop column is_vip, drop column notes;
drop table repair.master_absence, repair.master_shift, repair.master_zone, repair.master_skill, repair.master,
  repair.share_scheme;
