-- The rest of what an interface can be: further endpoints, a routing table by number, isolation, hooks.

alter table wg_interface drop constraint wg_interface_routes_check;
update wg_interface set routes = lower(routes);
alter table wg_interface
    alter column routes set default 'auto',
    add constraint wg_interface_routes_check check (routes in ('auto', 'off') or routes ~ '^[1-9][0-9]{0,9}$'),
    add column isolation boolean not null default false,
    add column pre_up    text not null default '' check (char_length(pre_up) <= 4000),
    add column post_up   text not null default '' check (char_length(post_up) <= 4000),
    add column pre_down  text not null default '' check (char_length(pre_down) <= 4000),
    add column post_down text not null default '' check (char_length(post_down) <= 4000);

-- Endpoints beside the default one, which is wg_interface.endpoint. A peer names the one that it uses.
create table interface_endpoint (
    interface_id uuid not null references wg_interface on delete cascade,
    name         text not null check (char_length(name) between 1 and 32),
    address      text not null,
    primary key (interface_id, name)
);

alter table peer
    add column endpoint_name text,
    add constraint peer_endpoint_name foreign key (interface_id, endpoint_name)
        references interface_endpoint (interface_id, name),
    -- When an interface gets another range, all its peers move in one statement, and one may take over the address
    -- that another one leaves. So uniqueness is checked at the statement's end, not row by row.
    drop constraint peer_ipv4,
    drop constraint peer_ipv6,
    add constraint peer_ipv4 unique (ipv4) deferrable initially immediate,
    add constraint peer_ipv6 unique (ipv6) deferrable initially immediate;

create index peer_endpoint_name on peer (interface_id, endpoint_name) where endpoint_name is not null;
