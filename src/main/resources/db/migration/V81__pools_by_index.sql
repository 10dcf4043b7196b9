-- The pool of free addresses has a handful of rows, and what was taken before stays in the table and its indexes until it is
-- vacuumed. The planner sees a small table and reads all of it, with thousands of dead rows; the way through the index finds
-- the one row at once, and tidies up as it goes.
alter function take_address(uuid, inet) set enable_seqscan = off;
alter function take_address(uuid, inet) set enable_bitmapscan = off;
alter function take_address(uuid, inet) set enable_sort = off;
alter function give_address_back(uuid, inet) set enable_seqscan = off;
alter function give_address_back(uuid, inet) set enable_bitmapscan = off;

-- The lowest free addresses of one family.
create function free_addresses(pool uuid, family integer, wanted integer) returns setof inet
language sql stable set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
    select range.first_address + step
      from (select first_address, last_address from free_range
             where interface_id = pool
               and first_address between case family when 4 then inet '0.0.0.0' else inet '::' end
                   and case family when 4 then inet '255.255.255.255'
                                   else inet 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' end
             order by first_address limit wanted) as range,
           generate_series(0, case
               when range.first_address + cast(wanted as bigint) > range.last_address
               then range.last_address - range.first_address
               else cast(wanted as bigint) - 1 end) as step
     order by range.first_address + step
     limit wanted
$$;
