-- Money in the chat: what the company sets without a restart, and cash that a master says they hand in.

-- up

-- What an administrator changes while the bot runs; a name without a row has its default.
create table repair.company_setting (
  name text primary key check (name ~ '^[a-z][a-z_]{0,62}$'),
  value jsonb not null,
  changed_at timestamptz not null,
  changed_by bigint references repair.person (user_id)
);

-- Cash that a master brings. It is theirs until the desk has counted it; then it is a movement of its own.
create table repair.cash_handover (
  id bigint generated always as identity primary key,
  master_id bigint not null references repair.master (user_id),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status text not null default 'asked' check (status in ('asked', 'taken', 'refused')),
  asked_at timestamptz not null,
  answered_at timestamptz,
  answered_by bigint references repair.person (user_id),
  idempotency_key text not null unique check (length(idempotency_key) between 1 and 200),
  check ((status = 'asked') = (answered_at is null))
);

create index cash_handover_open_idx on repair.cash_handover (master_id, id) where status = 'asked';

-- Sheets of one master, the newest first.
create index settlement_master_idx on repair.settlement (master_id, period_from desc);

-- down

drop index repair.settlement_master_idx;
drop table repair.cash_handover;
drop table repair.company_setting;
