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
