-- Whether anything of its chat stands before an update is asked when it is stored: where nothing does, it can be handled
-- without being read again.

-- up
create index inbox_chat_idx on durabot.inbox (bot, chat_key, id);

-- down
drop index durabot.inbox_chat_idx;
