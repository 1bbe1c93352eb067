-- A call can ask for word of its refusal: then it comes back as an entry of its chat, and is no dead letter.

-- up
alter table durabot.outbox add column on_refused json;

-- down
alter table durabot.outbox drop column on_refused;
