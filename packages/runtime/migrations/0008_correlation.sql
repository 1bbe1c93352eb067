-- What came of an update keeps its name: a timer or a job that a handler asked for, and the entry that it becomes later,
-- perhaps in another process, say which update they go back to. An update's own entry needs no column: its id says it.

-- up
alter table durabot.inbox add column correlation_id text;
alter table durabot.timer add column correlation_id text;

-- down
alter table durabot.timer drop column correlation_id;
alter table durabot.inbox drop column correlation_id;
