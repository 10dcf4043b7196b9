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
