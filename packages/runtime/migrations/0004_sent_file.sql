-- A file is uploaded once: afterwards its id at Telegram stands for it.

-- up
create table durabot.sent_file (
  bot text not null,
  sha256 text not null,
  kind text not null,
  file_id text not null,
  sent_at timestamptz not null default now(),
  primary key (bot, sha256, kind)
);

-- down
drop table durabot.sent_file;
