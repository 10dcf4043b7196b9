-- Who may sign in, their sessions, and what was done by whom.

create table users (
    id                  uuid           primary key,
    name                text           not null check (char_length(name) between 1 and 64),
    role                text           not null check (role in ('admin', 'operator', 'auditor', 'user')),
    password_hash       text           not null,
    password_changed_at timestamptz(6) not null,
    enabled             boolean        not null,
    created_at          timestamptz(6) not null,
    updated_at          timestamptz(6) not null,
    version             integer        not null
);

create unique index users_name_key on users (lower(name));

-- The cookie holds the token; here is only its SHA-256.
create table sessions (
    id           uuid           primary key,
    token_hash   bytea          not null constraint sessions_token_hash_key unique,
    user_id      uuid           not null references users on delete cascade,
    device       text           not null,
    address      text           not null,
    remember     boolean        not null,
    created_at   timestamptz(6) not null,
    last_seen_at timestamptz(6) not null,
    expires_at   timestamptz(6) not null
);

create index sessions_user_id on sessions (user_id);
create index sessions_expires_at on sessions (expires_at);

-- No foreign keys: a line outlives what it tells of.
create table audit_log (
    id           uuid           primary key,
    at           timestamptz(6) not null,
    actor_id     uuid,
    actor        text           not null,
    via          text           not null,
    address      text,
    action       text           not null,
    subject_type text           not null,
    subject_id   text           not null,
    subject_name text           not null,
    before       jsonb,
    after        jsonb
);

create index audit_log_at on audit_log (at);
create index audit_log_subject on audit_log (subject_type, subject_id, at);

create function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log can only be added to';
end
$$;

create trigger audit_log_append_only before update or delete or truncate on audit_log
    for each statement execute function audit_log_is_append_only();

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

-- Answers to requests with an Idempotency-Key, kept for a day: a repeated request is answered as the first was.
create table remembered_answer (
    -- SHA-256 of who asked, for what address, and the key they chose
    id           bytea          primary key,
    request_hash bytea          not null,
    status       integer        not null,
    location     text,
    etag         text,
    body         text,
    created_at   timestamptz(6) not null
);

create index remembered_answer_created_at on remembered_answer (created_at);

-- Master keys with which something in this database may be sealed. The keys themselves are elsewhere.
create table master_key (
    id          text           primary key,
    -- Opens with the right key only.
    check_value text           not null,
    created_at  timestamptz(6) not null
);

-- Every column whose values are sealed: a change of the master key seals them anew.
create table sealed_column (
    table_name  text not null,
    column_name text not null,
    primary key (table_name, column_name)
);

insert into sealed_column values
    ('wg_interface', 'private_key'),
    ('peer', 'private_key'),
    ('peer', 'preshared_key');

-- Second factors, API tokens, and how many peers a user may make without an administrator.

alter table users add column second_factor boolean not null default false;
-- null: as the configuration says
alter table users add column peer_limit integer check (peer_limit between 0 and 100000);
create index users_created_at on users (created_at, id);

create table totp (
    user_id    uuid           primary key references users on delete cascade,
    secret     text           not null,
    confirmed  boolean        not null,
    -- The 30-second step of the last code that was used: none is taken twice.
    last_step  bigint         not null,
    created_at timestamptz(6) not null
);
insert into sealed_column values ('totp', 'secret');

create table recovery_code (
    code_hash bytea not null,
    user_id   uuid  not null references users on delete cascade,
    primary key (user_id, code_hash)
);

create table api_token (
    id                uuid           primary key,
    user_id           uuid           not null references users on delete cascade,
    name              text           not null check (char_length(name) between 1 and 64),
    token_hash        bytea          not null constraint api_token_hash unique,
    scopes            text           not null,
    created_at        timestamptz(6) not null,
    expires_at        timestamptz(6),
    last_used_at      timestamptz(6),
    last_used_address text
);
create unique index api_token_name on api_token (user_id, lower(name));

-- Old lines of the audit log may go, and only they, and only by a function of their own: the log stays closed to every
-- statement of the application, and nothing deletes what is younger than 30 days.

create function audit_log_shortest_kept() returns interval language sql immutable as $$ select interval '30 days' $$;

create or replace function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_level = 'ROW' then
        if old.at < nullif(current_setting('warren.audit_log_keeps_from', true), '')::timestamptz
           and old.at < now() - audit_log_shortest_kept() then
            return old;
        end if;
    end if;
    raise exception 'the audit log can only be added to';
end
$$;

drop trigger audit_log_append_only on audit_log;
create trigger audit_log_append_only before update or truncate on audit_log
    for each statement execute function audit_log_is_append_only();
create trigger audit_log_forgets_nothing before delete on audit_log
    for each row execute function audit_log_is_append_only();

-- Deletes at most `most` lines that are older than `keeps_from`, and says how many it were.
create function audit_log_forget(keeps_from timestamptz, most integer) returns bigint
    language plpgsql security definer set search_path from current as $$
declare
    forgotten bigint;
begin
    if keeps_from > now() - audit_log_shortest_kept() then
        raise exception 'the audit log is kept for at least %', audit_log_shortest_kept();
    end if;
    perform set_config('warren.audit_log_keeps_from', keeps_from::text, true);
    delete from audit_log
     where id in (select id from audit_log where at < keeps_from order by at limit most);
    get diagnostics forgotten = row_count;
    perform set_config('warren.audit_log_keeps_from', '', true);
    return forgotten;
end
$$;

create index audit_log_action on audit_log (action text_pattern_ops, at);
create index audit_log_actor on audit_log (lower(actor), at);
drop index audit_log_at;
create index audit_log_at on audit_log (at, id);

-- Whose a peer is, on which terms it may connect, and what else its two sides are told.

alter table peer
    -- Handed out before the row is written, so that many rows are written at once.
    alter column number set generated by default,
    add owner_id      uuid references users on delete set null,
    add tags          text[] not null default '{}' check (cardinality(tags) <= 20),
    add peer_endpoint text,
    add responder     boolean not null default false,
    add pre_up        text not null default '',
    add post_up       text not null default '',
    add pre_down      text not null default '',
    add post_down     text not null default '',
    add kill_switch   text not null default 'OFF' check (kill_switch in ('OFF', 'ON', 'LAN')),
    -- null: the server's time zone
    add zone          text,
    add week_hours    text,
    add quota_bytes   bigint check (quota_bytes > 0),
    add quota_period  text check (quota_period in ('DAY', 'WEEK', 'MONTH', 'TOTAL')),
    add quota_counts  text check (quota_counts in ('RECEIVED', 'SENT', 'BOTH')),
    add quota_action  text check (quota_action in ('NOTIFY', 'DISABLE')),
    add constraint peer_quota_is_whole check (
        num_nulls(quota_bytes, quota_period, quota_counts, quota_action) in (0, 4));

create index peer_owner on peer (owner_id);
create index peer_tags on peer using gin (tags);
-- The orders in which lists are read page by page.
create index peer_by_name on peer (lower(name), id);
create index peer_by_age on peer (created_at, id);

-- Colours that somebody has chosen. A tag without a row has one by its name.
create table tag_colour (
    tag    text primary key,
    colour text not null
);

-- A total that is set to zero begins a new count, and what was counted for an older one is not added to it.
alter table peer_total
    add count_number integer not null default 0,
    add counted_from timestamptz(6);

-- What the totals were when the present period of a quota began.
create table peer_quota_start (
    peer_id        uuid primary key references peer on delete cascade,
    period_begin   timestamptz(6) not null,
    receive_bytes  bigint not null,
    transmit_bytes bigint not null,
    told           boolean not null default false
);

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

-- A link may be used several times, may want a password, and is listed until its time is over.

alter table one_time_link rename to config_link;
alter index one_time_link_peer rename to config_link_peer;

alter table config_link
    add column most_uses     integer not null default 1 check (most_uses > 0),
    add column uses          integer not null default 0 check (uses between 0 and most_uses),
    add column last_used_at  timestamptz(6),
    add column password_hash text,
    add column made_by       text not null default '';
create index config_link_expires_at on config_link (expires_at);

-- What happened, for people and programs that want to know. No foreign keys: an event outlives what it tells of.

create table event (
    id           uuid           primary key,
    at           timestamptz(6) not null,
    kind         text           not null,
    subject_type text           not null,
    subject_id   text           not null,
    subject_name text           not null,
    detail       text           not null
);
create index event_at on event (at, id);
create index event_subject on event (subject_id, at, id);

-- How much each peer moved, and when: by the minute, the hour and the day, in UTC.
--
-- A row is written once and found by its time, so the time comes first in the keys: rows are appended, rolled up and
-- forgotten at the ends of one index. A peer's own history is one probe into it for each minute, hour or day.
-- peer is the peer's number, which is never used again; 0 is everybody together. No foreign keys: deleting a peer
-- would have to look for its rows, which go by themselves when their time comes.

create table traffic_minute (
    at             timestamptz(0) not null,
    peer           bigint         not null,
    receive_bytes  bigint         not null check (receive_bytes >= 0),
    transmit_bytes bigint         not null check (transmit_bytes >= 0),
    primary key (at, peer)
);
create table traffic_hour (like traffic_minute including all);
create table traffic_day (like traffic_minute including all);

-- Until when minutes are summed up in hours, and hours in days.
create table traffic_rolled (
    step  text           primary key,
    until timestamptz(0) not null
);

-- A peer's time from its first handshake until it is gone. While it lasts, ended_at is null and the bytes are those that
-- the peer had moved before.
create table peer_session (
    id             uuid           primary key,
    peer_id        uuid           not null references peer on delete cascade,
    began_at       timestamptz(6) not null,
    ended_at       timestamptz(6),
    first_endpoint text,
    last_endpoint  text,
    receive_bytes  bigint         not null,
    transmit_bytes bigint         not null
);
create index peer_session_peer on peer_session (peer_id, began_at, id);
create index peer_session_open on peer_session (peer_id) where ended_at is null;
create index peer_session_ended_at on peer_session (ended_at);

-- How somebody is reached, and when they were last seen at the sign-in: their sessions end and are gone.

alter table users
    add column email           text check (char_length(email) between 3 and 254),
    add column last_sign_in_at timestamptz(6);

update users set last_sign_in_at = seen.at
  from (select actor_id, max(at) as at from audit_log where action = 'user.signed-in' group by actor_id) as seen
 where seen.actor_id = users.id;

