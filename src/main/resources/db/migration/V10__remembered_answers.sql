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
