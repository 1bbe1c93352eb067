-- Background jobs: whose engine's workers belong to which process, and jobs among the dead letters.

-- up
create table durabot.job_worker (
  worker_id text primary key,
  process_id text not null
);
create index job_worker_process_idx on durabot.job_worker (process_id);

alter table durabot.dead_letter drop constraint dead_letter_source_check;
alter table durabot.dead_letter add constraint dead_letter_source_check check (source in ('inbox', 'outbox', 'job'));

-- down
delete from durabot.dead_letter where source = 'job';
alter table durabot.dead_letter drop constraint dead_letter_source_check;
alter table durabot.dead_letter add constraint dead_letter_source_check check (source in ('inbox', 'outbox'));
drop table durabot.job_worker;
