-- The master at work: photos in sets, with who sent them.

-- up

alter table repair.visit_photo
  -- In the order in which they came.
  add column seq bigint generated always as identity,
  -- Telegram's id of what was sent together: a part that comes late joins its set.
  add column album_id text check (length(album_id) between 1 and 100),
  add column added_by bigint references repair.person (user_id);

create index visit_photo_album_idx on repair.visit_photo (album_id, added_at) where album_id is not null;

-- down

drop index repair.visit_photo_album_idx;
alter table repair.visit_photo
  drop column seq, drop column album_id, drop column added_by;
