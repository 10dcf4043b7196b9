-- What the server's own role may, where dev.warren.database.ApplicationRole has made one: rows, and no more than that. Here,
-- so that the tables of later migrations are never forgotten.
do $$
declare
    application constant text := (select rolname from pg_roles where rolname = current_user || '_app');
begin
    if application is null then
        return;
    end if;
    execute format('grant usage on schema %I to %I', current_schema(), application);
    execute format('grant select, insert, update, delete on all tables in schema %I to %I', current_schema(), application);
    execute format('grant usage on all sequences in schema %I to %I', current_schema(), application);
    execute format('revoke update, delete on audit_log from %I', application);
    execute format('revoke insert, update, delete on flyway_schema_history from %I', application);
end
$$;
