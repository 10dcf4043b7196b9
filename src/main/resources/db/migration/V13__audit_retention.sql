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
