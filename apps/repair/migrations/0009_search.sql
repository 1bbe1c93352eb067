-- A search for a part of an address, a name or a model read every order. Now the pieces of two and three letters of these
-- texts are indexed. The extension pg_trgm does the same, but in a database whose character type is C, as the embedded
-- one's is, it sees no Cyrillic letters; this works in every database.

-- up

create function repair.search_pieces(whole text) returns text[]
-- It costs much more than looking into an index, also where most rows have the pieces.
language sql immutable strict parallel safe cost 10000
return (
  select coalesce(array_agg(substr(low, start, size)), '{}')
  -- An offset keeps it from being made small once for each piece.
  from (select lower(whole) as low offset 0) as text, generate_series(2, 3) as size,
       generate_series(1, length(low) - size + 1) as start
);

create index address_search_idx on repair.address using gin (repair.search_pieces(text));
create index client_search_idx on repair.client using gin (repair.search_pieces(name));
create index service_order_search_idx on repair.service_order
  using gin (repair.search_pieces(coalesce(device_brand, '') || ' ' || coalesce(device_model, '')))
  where device_brand is not null or device_model is not null;
-- Values of own fields, with their keys beside them.
create index service_order_fields_idx on repair.service_order
  using gin (repair.search_pieces(field_values::text))
  where field_values <> '{}';
-- The end of a phone is the beginning of the same phone read backwards.
create index client_phone_backwards_idx on repair.client_phone (reverse(e164) text_pattern_ops);
create index service_order_phone_idx on repair.service_order (phone);
create index service_order_address_idx on repair.service_order (address_id);

-- down

drop index repair.service_order_address_idx;
drop index repair.service_order_phone_idx;
drop index repair.client_phone_backwards_idx;
drop index repair.service_order_fields_idx;
drop index repair.service_order_search_idx;
drop index repair.client_search_idx;
drop index repair.address_search_idx;
drop function repair.search_pieces(text);
