-- What new peers get from the database: the lowest free addresses of both families, and numbers. One call instead of four.
-- Each statement in it sees what was committed when it began, so the addresses are looked for with what the lock's last
-- holder has left.
create function allot(
    pool uuid, wanted_ipv4 integer, wanted_ipv6 integer, wanted_numbers integer,
    out ipv4 text[], out ipv6 text[], out numbers bigint[]) language plpgsql as $$
begin
    perform lock_pool(pool);
    ipv4 := array(select host(address) from free_addresses(pool, 4, wanted_ipv4) as address);
    ipv6 := array(select host(address) from free_addresses(pool, 6, wanted_ipv6) as address);
    numbers := array(select nextval('peer_number_seq') from generate_series(1, wanted_numbers));
end
$$;
