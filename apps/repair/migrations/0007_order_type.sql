-- Types of orders: each has fields of its own, a place, a beginning and a checklist; an admin sets them in the chat.

-- up

create table repair.order_type (
  id bigint generated always as identity primary key,
  -- Of the three that are always there; their names are words of the program until somebody gives them others.
  key text unique check (key in ('on_site', 'workshop', 'warranty')),
  name text check (length(name) between 1 and 60),
  -- For which orders it is offered.
  path text not null default 'new' check (path in ('new', 'warranty')),
  place text not null default 'at_client' check (place in ('at_client', 'workshop')),
  -- Whether the desk is reminded to find a master, or keeps the order to itself until it wants one.
  starts text not null default 'offered' check (starts in ('offered', 'desk')),
  -- Read by `domain/order-type.ts`, as is the checklist: a list of lines.
  fields jsonb not null default '[]' check (jsonb_typeof(fields) = 'array'),
  checklist jsonb not null default '[]' check (jsonb_typeof(checklist) = 'array'),
  is_default boolean not null default false,
  is_active boolean not null default true,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by bigint references repair.person (user_id),
  check (key is not null or name is not null),
  -- What is taken where nothing was chosen has to be there.
  check (not is_default or (is_active and path = 'new'))
);

create unique index order_type_default_idx on repair.order_type (is_default) where is_default;

-- Nothing changes for who sets nothing up: one type for new orders, one for what comes back under warranty.
insert into repair.order_type (key, path, place, starts, is_default, is_active, created_at, changed_at)
values ('on_site', 'new', 'at_client', 'offered', true, true, now(), now()),
       ('workshop', 'new', 'workshop', 'desk', false, false, now(), now()),
       ('warranty', 'warranty', 'at_client', 'offered', false, true, now(), now());

alter table repair.service_order
  -- Null: from before there were types, or written by a build that knows none; it is like the default.
  add column type_id bigint references repair.order_type (id),
  -- By the key of the field. Values of fields that the type does not have are kept.
  add column field_values jsonb not null default '{}' check (jsonb_typeof(field_values) = 'object');

-- down

alter table repair.service_order
  drop column type_id, drop column field_values;
drop table repair.order_type;
