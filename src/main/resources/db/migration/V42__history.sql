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
