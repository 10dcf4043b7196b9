-- Interfaces, their peers, and the addresses that are still free.

create table wg_interface (
    id                 uuid primary key,
    name               text not null check (name ~ '^[a-zA-Z0-9_=+.-]{1,15}$' and name not in ('.', '..')),
    comment            text not null default '',
    enabled            boolean not null default true,
    private_key        text not null,
    public_key         text not null unique,
    listen_port        integer not null unique check (listen_port between 1 and 65535),
    -- The server's own address with the length of the range's prefix: 10.8.0.1/24.
    ipv4               inet check (family(ipv4) = 4 and masklen(ipv4) between 8 and 30),
    ipv6               inet check (family(ipv6) = 6 and masklen(ipv6) between 32 and 126),
    mtu                integer not null default 1420 check (mtu between 576 and 9000),
    endpoint           text not null,
    client_dns         text not null default '',
    client_allowed_ips text not null,
    client_keepalive   integer not null default 0 check (client_keepalive between 0 and 65535),
    client_mtu         integer check (client_mtu between 576 and 9000),
    fwmark             integer not null default 0,
    bind_device        text,
    routes             text not null default 'AUTO' check (routes in ('AUTO', 'OFF')),
    nat_ipv4           boolean not null default true,
    nat_ipv6           boolean not null default true,
    nat_device         text,
    created_at         timestamptz(6) not null,
    updated_at         timestamptz(6) not null,
    version            bigint not null,
    constraint wg_interface_has_an_address check (ipv4 is not null or ipv6 is not null),
    constraint wg_interface_mtu_fits_ipv6 check (ipv6 is null or mtu >= 1280),
    -- Two interfaces with one range would leave the kernel to guess where a packet goes.
    constraint wg_interface_ipv4_overlap exclude using gist (ipv4 inet_ops with &&),
    constraint wg_interface_ipv6_overlap exclude using gist (ipv6 inet_ops with &&)
);
create unique index wg_interface_name on wg_interface (lower(name));

create table peer (
    id            uuid primary key,
    -- What wg-easy's API calls the id: its clients expect a number.
    number        bigint generated always as identity unique,
    interface_id  uuid not null references wg_interface on delete cascade,
    name          text not null check (char_length(name) between 1 and 64),
    notes         text not null default '' check (char_length(notes) <= 2000),
    private_key   text,
    public_key    text not null,
    preshared_key text,
    ipv4          inet check (family(ipv4) = 4 and masklen(ipv4) = 32),
    ipv6          inet check (family(ipv6) = 6 and masklen(ipv6) = 128),
    -- null: inherited from the interface
    allowed_ips   text,
    dns           text,
    mtu           integer check (mtu between 576 and 9000),
    keepalive     integer check (keepalive between 0 and 65535),
    endpoint      text,
    enabled       boolean not null default true,
    expires_at    timestamptz(6),
    created_at    timestamptz(6) not null,
    updated_at    timestamptz(6) not null,
    version       bigint not null,
    constraint peer_has_an_address check (ipv4 is not null or ipv6 is not null),
    constraint peer_public_key unique (interface_id, public_key),
    constraint peer_ipv4 unique (ipv4),
    constraint peer_ipv6 unique (ipv6)
);
create unique index peer_name on peer (interface_id, lower(name));

-- Networks behind a peer (site-to-site). A network leads to one peer only.
create table peer_network (
    peer_id uuid not null references peer on delete cascade,
    network inet not null check (network = network(network)),
    primary key (peer_id, network),
    constraint peer_network_overlap exclude using gist (network inet_ops with &&)
);

-- What the engine has counted. Apart from peer, because it is written every second and peer is not.
create table peer_total (
    peer_id          uuid primary key references peer on delete cascade,
    receive_bytes    bigint not null default 0 check (receive_bytes >= 0),
    transmit_bytes   bigint not null default 0 check (transmit_bytes >= 0),
    latest_handshake timestamptz(6),
    endpoint         text
) with (fillfactor = 50);

-- Links that hand out a configuration once. Only the hash of a link is kept.
create table one_time_link (
    id         uuid primary key,
    peer_id    uuid not null references peer on delete cascade,
    token_hash bytea not null unique,
    expires_at timestamptz(6) not null,
    created_at timestamptz(6) not null
);
create index one_time_link_peer on one_time_link (peer_id);

-- Address pool. The free addresses of an interface are kept as ranges, so that the lowest free one is the first entry
-- of an index, however many peers there are. Triggers keep the ranges true on every path that writes a peer.
create table free_range (
    interface_id  uuid not null references wg_interface on delete cascade,
    first_address inet not null,
    last_address  inet not null,
    primary key (interface_id, first_address),
    check (family(first_address) = family(last_address) and first_address <= last_address)
);
-- Not unique, although it could be: taking many addresses in one transaction leaves many dead entries with the same end,
-- and a check for uniqueness would walk through them all each time.
create index free_range_last on free_range (interface_id, last_address);

-- Address changes of one interface happen one after the other: whoever holds this lock may look and then take.
create function lock_pool(pool uuid) returns void language sql as $$
    select from wg_interface where id = pool for no key update;
$$;

create function take_address(pool uuid, taken inet) returns void language plpgsql as $$
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
    delete from free_range where interface_id = pool and first_address = range.first_address;
    if range.first_address < taken then
        insert into free_range values (pool, range.first_address, taken - 1);
    end if;
    if taken < range.last_address then
        insert into free_range values (pool, taken + 1, range.last_address);
    end if;
end
$$;

create function give_address_back(pool uuid, freed inet) returns void language plpgsql as $$
declare
    lower_end inet := freed;
    upper_end inet := freed;
    other inet;
begin
    perform lock_pool(pool);
    -- The interface itself may be going, or its range may have moved away from this address.
    if not exists (select from wg_interface
                    where id = pool and (freed << network(ipv4) or freed << network(ipv6))) then
        return;
    end if;
    delete from free_range where interface_id = pool and last_address = freed - 1 returning first_address into other;
    if found then
        lower_end := other;
    end if;
    delete from free_range where interface_id = pool and first_address = freed + 1 returning last_address into other;
    if found then
        upper_end := other;
    end if;
    insert into free_range values (pool, lower_end, upper_end);
end
$$;

create function peer_addresses_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        if old.ipv4 is not null then perform give_address_back(old.interface_id, old.ipv4); end if;
        if old.ipv6 is not null then perform give_address_back(old.interface_id, old.ipv6); end if;
    end if;
    if tg_op <> 'DELETE' then
        if new.ipv4 is not null then perform take_address(new.interface_id, new.ipv4); end if;
        if new.ipv6 is not null then perform take_address(new.interface_id, new.ipv6); end if;
    end if;
    return null;
end
$$;

create trigger peer_comes_or_goes after insert or delete on peer
    for each row execute function peer_addresses_changed();
create trigger peer_moves after update of ipv4, ipv6, interface_id on peer
    for each row
    when ((old.ipv4, old.ipv6, old.interface_id) is distinct from (new.ipv4, new.ipv6, new.interface_id))
    execute function peer_addresses_changed();

-- The network's first and last address are nobody's, and the server has one of its own.
create function fill_pool(pool uuid, server inet) returns void language plpgsql as $$
begin
    insert into free_range
    values (pool, host(network(server))::inet + 1, host(broadcast(server))::inet - 1);
    perform take_address(pool, host(server)::inet);
    perform take_address(pool, taken.address)
       from (select case family(server) when 4 then ipv4 else ipv6 end as address
               from peer where interface_id = pool) as taken
      where taken.address is not null;
end
$$;

create function interface_ranges_changed() returns trigger language plpgsql as $$
begin
    delete from free_range where interface_id = new.id;
    if new.ipv4 is not null then perform fill_pool(new.id, new.ipv4); end if;
    if new.ipv6 is not null then perform fill_pool(new.id, new.ipv6); end if;
    return null;
end
$$;

create trigger interface_comes after insert on wg_interface
    for each row execute function interface_ranges_changed();
create trigger interface_moves after update of ipv4, ipv6 on wg_interface
    for each row
    when ((old.ipv4, old.ipv6) is distinct from (new.ipv4, new.ipv6))
    execute function interface_ranges_changed();
