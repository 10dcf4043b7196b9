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
