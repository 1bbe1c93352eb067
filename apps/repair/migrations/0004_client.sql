-- Clients who follow their orders in the bot: links without a login, their consent, and how all of it is forgotten.

-- up

-- What a client opens the bot with. The token itself stands in one message to the desk; here is only its hash.
create table repair.client_link (
  token_hash bytea primary key check (length(token_hash) = 32),
  order_id bigint not null references repair.service_order (id),
  client_id bigint not null references repair.client (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- Telegram's id of whoever opened it first and agreed; the link is theirs from then on.
  used_by bigint check (used_by > 0),
  check (expires_at > created_at),
  check ((used_at is null) = (used_by is null))
);

create index client_link_order_idx on repair.client_link (order_id);
create index client_link_client_idx on repair.client_link (client_id);

alter table repair.client
  -- Somebody who has two phones is two clients, and one person in Telegram.
  drop constraint client_telegram_user_id_key,
  -- When they agreed to be written to.
  add column consent_at timestamptz,
  -- The bot was blocked; until they write again, somebody has to call.
  add column unreachable_at timestamptz,
  add column erased_at timestamptz,
  add constraint client_consent_check check (consent_at is null or telegram_user_id is not null);

create index client_telegram_user_idx on repair.client (telegram_user_id) where telegram_user_id is not null;

-- A client acts by their link. Who they are in Telegram is not part of what has to be kept.
alter table repair.order_history
  drop constraint order_history_actor_kind_check,
  add constraint order_history_actor_kind_check check (actor_kind in ('person', 'system', 'client'));

-- History is added to and never changed, but for what people wrote, which goes when a client is forgotten.
create function repair.guard_order_history() returns trigger language plpgsql as $body$
begin
  if tg_op = 'UPDATE' and current_setting('repair.erasing', true) = 'on'
     and to_jsonb(new) - 'reason' - 'details' = to_jsonb(old) - 'reason' - 'details'
     and new.reason is null and new.details is null
  then
    return new;
  end if;
  raise exception 'order_history is append-only' using errcode = 'restrict_violation';
end
$body$;

drop trigger order_history_append_only on repair.order_history;

create trigger order_history_append_only
before update or delete on repair.order_history
for each row execute function repair.guard_order_history();

-- down
drop trigger order_history_append_only on repair.order_history;
drop function repair.guard_order_history();

create trigger order_history_append_only
before update or delete on repair.order_history
for each row execute function repair.refuse_change();

alter table repair.order_history disable trigger order_history_append_only;
update repair.order_history set actor_kind = 'system' where actor_kind = 'client';
alter table repair.order_history enable trigger order_history_append_only;
alter table repair.order_history
  drop constraint order_history_actor_kind_check,
  add constraint order_history_actor_kind_check check (actor_kind in ('person', 'system'));

drop index repair.client_telegram_user_idx;
-- One client of each person keeps them.
update repair.client set telegram_user_id = null, consent_at = null
where telegram_user_id is not null and exists (
  select from repair.client as other where other.telegram_user_id = client.telegram_user_id and other.id < client.id
);
alter table repair.client
  drop constraint client_consent_check,
  drop column erased_at,
  drop column unreachable_at,
  drop column consent_at,
  add constraint client_telegram_user_id_key unique (telegram_user_id);
drop table repair.client_link;
