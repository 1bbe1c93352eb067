-- Many processes: what each does, so that leases are shared among those that can use them. None means: it is leaving.

-- up
alter table durabot.process
  add column roles text[] not null default '{ingress,workers,sender,scheduler}',
  add column bots text[] not null default '{}';

-- down
alter table durabot.process drop column roles, drop column bots;
