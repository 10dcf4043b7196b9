-- Ten thousand peers that move at once: their old and new addresses are not given back and taken one by one, because the
-- pool is filled anew when the interface's range follows, in the same transaction.
drop trigger peer_moves on peer;
create trigger peer_moves after update of ipv4, ipv6, interface_id on peer
    for each row
    when ((old.ipv4, old.ipv6, old.interface_id) is distinct from (new.ipv4, new.ipv6, new.interface_id)
        and current_setting('warren.renumbering', true) is distinct from 'on')
    execute function peer_addresses_changed();

-- What lies between two neighbours that are taken is free: in one statement for all of them.
create or replace function fill_pool(pool uuid, server inet) returns void language sql as $$
    with taken as (
        select host(network(server))::inet as address
        union select host(broadcast(server))::inet
        union select host(server)::inet
        union select case family(server) when 4 then ipv4 else ipv6 end
                from peer
               where interface_id = pool
                 and case family(server) when 4 then ipv4 else ipv6 end << network(server))
    insert into free_range
    select pool, address + 1, following - 1
      from (select address, lead(address) over (order by address) as following from taken) as neighbours
     where following > address + 1
$$;
