-- The schema of what all products share, and the rule that some tables only grow.

-- up
create schema kit;

create function kit.refuse_change() returns trigger language plpgsql as $body$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$body$;

-- down
drop schema kit cascade;
