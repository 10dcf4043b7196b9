-- Peers that somebody has deleted a moment ago, with everything that went with them, so that it can be undone. Of the
-- peer itself nothing is left where peers are: its name, its addresses and its keys are free at once. Secrets are kept
-- as they lay in their columns, sealed.

create table deleted_peer (
    id         uuid           primary key,
    deleted_at timestamptz(6) not null,
    peer       jsonb          not null,
    parts      jsonb          not null
);

-- Keeps a peer, and its rows in whatever tables lose some with it. To be called right before it is deleted.
create function keep_deleted_peer(gone uuid, at timestamptz) returns void language plpgsql as $$
declare
    part record;
    found_rows jsonb;
    all_parts jsonb := '{}';
begin
    for part in
        select c.conrelid::regclass::text as name, a.attname as key
          from pg_constraint c
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
         where c.contype = 'f' and c.confrelid = 'peer'::regclass and c.confdeltype = 'c' and cardinality(c.conkey) = 1
    loop
        execute format('select jsonb_agg(to_jsonb(r)) from %s r where r.%I = $1', part.name, part.key)
           into found_rows using gone;
        if found_rows is not null then
            all_parts := all_parts || jsonb_build_object(part.name, found_rows);
        end if;
    end loop;
    insert into deleted_peer select p.id, at, to_jsonb(p), all_parts from peer p where p.id = gone;
end
$$;

-- Makes the peer again what it was, as a newer version of it; false if it is not kept. Whatever took its name, key,
-- address or network meanwhile is met as a constraint.
create function bring_peer_back(gone uuid) returns boolean language plpgsql as $$
declare
    kept deleted_peer;
    part record;
    again jsonb;
begin
    delete from deleted_peer where id = gone returning * into kept;
    if not found then
        return false;
    end if;
    again := kept.peer || jsonb_build_object('version', (kept.peer ->> 'version')::bigint + 1);
    if not exists (select from users where id = (kept.peer ->> 'owner_id')::uuid) then
        again := again || '{"owner_id": null}';
    end if;
    insert into peer select * from jsonb_populate_record(null::peer, again);
    for part in select key as name, value as found_rows from jsonb_each(kept.parts) loop
        execute format('insert into %s select * from jsonb_populate_recordset(null::%s, $1)', part.name, part.name)
          using part.found_rows;
    end loop;
    -- The session that lasted until then ended with the deletion.
    update peer_session s
       set ended_at = greatest(s.began_at, kept.deleted_at),
           receive_bytes = greatest(0, coalesce(t.receive_bytes, 0) - s.receive_bytes),
           transmit_bytes = greatest(0, coalesce(t.transmit_bytes, 0) - s.transmit_bytes)
      from peer p left join peer_total t on t.peer_id = p.id
     where p.id = gone and s.peer_id = gone and s.ended_at is null;
    return true;
end
$$;
