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
