-- What the desk corrects, looks up and guards: owners, phones that were read, clients who are not served.

-- up

-- Who was shown the client's phone of which order on which day: what is audited once, however often a card is opened.
create table repair.phone_reveal (
  order_id bigint not null references repair.service_order (id),
  user_id bigint not null check (user_id > 0),
  day date not null,
  primary key (order_id, user_id, day)
);

alter table repair.client
  add column blacklisted_at timestamptz,
  add column blacklisted_by bigint references repair.person (user_id);

-- An order of somebody who is not served goes to masters only after an admin's word.
alter table repair.service_order
  add column blacklist_approved_at timestamptz,
  add column blacklist_approved_by bigint references repair.person (user_id),
  add constraint service_order_blacklist_check
    check ((blacklist_approved_at is null) = (blacklist_approved_by is null));

-- Only what differs from the rest is here: a category without a row is offered.
create table repair.category_setting (
  category text primary key check (category ~ '^[a-z_]{1,32}$'),
  is_offered boolean not null,
  changed_at timestamptz not null,
  changed_by bigint references repair.person (user_id)
);

-- What is out of sight is listed apart.
create index service_order_deleted_idx on repair.service_order (deleted_at, id) where deleted_at is not null;

-- down
drop index repair.service_order_deleted_idx;
drop table repair.category_setting;
alter table repair.service_order
  drop constraint service_order_blacklist_check,
  drop column blacklist_approved_by,
  drop column blacklist_approved_at;
alter table repair.client
  drop column blacklisted_by,
  drop column blacklisted_at;
drop table repair.phone_reveal;
