-- A new peer takes the first address of a range nearly always. Then the range is moved by one instead of being deleted and
-- made anew, which saves a row and the check of its interface.
create or replace function take_address(pool uuid, taken inet) returns void language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
declare
    range free_range;
begin
    perform lock_pool(pool);
    select * into range from free_range
     where interface_id = pool and first_address <= taken
     order by first_address desc limit 1;
    if not found or range.last_address < taken then
        return; -- outside the pool or taken already: the constraints of peer have the last word
    end if;
    if range.first_address = range.last_address then
        delete from free_range where interface_id = pool and first_address = taken;
    elsif range.first_address = taken then
        update free_range set first_address = taken + 1 where interface_id = pool and first_address = taken;
    else
        update free_range set last_address = taken - 1
         where interface_id = pool and first_address = range.first_address;
        if taken < range.last_address then
            insert into free_range values (pool, taken + 1, range.last_address);
        end if;
    end if;
end
$$;

-- One peer gets the beginning of the lowest range; for many the ranges are counted through.
create or replace function allot(
    pool uuid, wanted_ipv4 integer, wanted_ipv6 integer, wanted_numbers integer,
    out ipv4 text[], out ipv6 text[], out numbers bigint[]) language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
begin
    perform lock_pool(pool);
    if wanted_ipv4 = 1 then
        ipv4 := array(select host(first_address) from free_range
                       where interface_id = pool
                         and first_address between inet '0.0.0.0' and inet '255.255.255.255'
                       order by first_address limit 1);
    else
        ipv4 := array(select host(address) from free_addresses(pool, 4, wanted_ipv4) as address);
    end if;
    if wanted_ipv6 = 1 then
        ipv6 := array(select host(first_address) from free_range
                       where interface_id = pool
                         and first_address between inet '::' and inet 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'
                       order by first_address limit 1);
    else
        ipv6 := array(select host(address) from free_addresses(pool, 6, wanted_ipv6) as address);
    end if;
    if wanted_numbers = 1 then
        numbers := array[nextval('peer_number_seq')];
    else
        numbers := array(select nextval('peer_number_seq') from generate_series(1, wanted_numbers));
    end if;
end
$$;
