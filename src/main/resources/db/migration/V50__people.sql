-- How somebody is reached, and when they were last seen at the sign-in: their sessions end and are gone.

alter table users
    add column email           text check (char_length(email) between 3 and 254),
    add column last_sign_in_at timestamptz(6);

update users set last_sign_in_at = seen.at
  from (select actor_id, max(at) as at from audit_log where action = 'user.signed-in' group by actor_id) as seen
 where seen.actor_id = users.id;
