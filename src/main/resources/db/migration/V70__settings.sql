-- What an administrator has set in place of the environment: one row a setting, its value or, sealed, its secret.

create table setting (
    name       text           primary key,
    value      text,
    secret     text,
    changed_at timestamptz(6) not null,
    check ((value is null) <> (secret is null))
);

insert into sealed_column values ('setting', 'secret');
