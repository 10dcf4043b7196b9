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
