-- What an operator stops, and what there is to see of dialogs after a deploy.

-- up
create table durabot.pause (
  bot text not null,
  -- Empty: the whole bot.
  chat_key text not null,
  reason text not null,
  since timestamptz not null default now(),
  primary key (bot, chat_key)
);

-- Which dialogs, versions and steps the build knows that connected the bot last.
alter table durabot.bot add column dialogs json;

-- Why the last build that met the dialog could not go on with it.
alter table durabot.dialog add column stuck text;

-- down
alter table durabot.dialog drop column stuck;
alter table durabot.bot drop column dialogs;
drop table durabot.pause;
