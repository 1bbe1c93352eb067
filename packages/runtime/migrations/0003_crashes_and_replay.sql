-- Entries that kill their process are found and set aside; what was set aside can be taken back as it was.

-- up
-- How often a handler was begun without an end; counted only after crashes.
alter table durabot.inbox add column starts smallint not null default 0;

-- Processes that ended without a word.
create table durabot.crash (
  process_id text primary key,
  found_at timestamptz not null default now()
);

-- The row that was set aside, without its payload; none in letters of older releases.
alter table durabot.dead_letter add column origin json;

-- down
alter table durabot.dead_letter drop column origin;
drop table durabot.crash;
alter table durabot.inbox drop column starts;
