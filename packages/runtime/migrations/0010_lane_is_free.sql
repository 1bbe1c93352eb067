-- A commit may record the attempt at a call that it writes, if nothing else waits in the call's lane. That has to be looked
-- at after the lane's lock is held, within the same statement: being volatile, this function sees what has been committed
-- until it is called, and not only what had been when the statement began.

-- up
create function durabot.lane_is_free(of_bot text, of_lane text) returns boolean
language plpgsql volatile as $$
begin
  -- A transaction of a higher level sees the past, whenever it looks. Held calls hold up nobody.
  return current_setting('transaction_isolation') = 'read committed' and not exists (
    select 1 from durabot.outbox o where o.bot = of_bot and o.lane = of_lane and o.status <> 'held');
end
$$;

-- down
drop function durabot.lane_is_free(text, text);
