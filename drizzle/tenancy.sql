-- Applied after every migration, by the owner; safe to run again. Nothing here names a tenant table:
-- whatever has a workspace_id column is walled off, so a new table cannot be forgotten.

do $$
begin
  if not exists (select from pg_roles where rolname = 'earshot_lookup') then
    create role earshot_lookup nologin;
  end if;
end $$;
do $$
begin
  execute format('grant earshot_lookup to %I', current_user);
end $$;

grant usage on schema public to earshot_app, earshot_lookup;
revoke create on schema public from public;
grant select, insert, update, delete on all tables in schema public to earshot_app;
revoke update, delete on audit_log from earshot_app;

do $$
declare t record;
begin
  for t in
    select c.oid::regclass as name, c.relname
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
  loop
    execute format('alter table %s enable row level security', t.name);
    execute format('alter table %s force row level security', t.name);
    execute format('drop policy if exists tenant on %s', t.name);
    execute format(
      'create policy tenant on %s to public using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid) with check (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)',
      t.name);
  end loop;
end $$;

-- What must be known before a tenant is: which workspaces a person belongs to, and where work waits.
-- The functions run as earshot_lookup, which may read these six tables and nothing else.
do $$
declare t text;
begin
  foreach t in array array['memberships', 'projects', 'runs', 'dirty_buckets', 'posts', 'accuracy_samples'] loop
    execute format('drop policy if exists lookup on %I', t);
    execute format('create policy lookup on %I for select to earshot_lookup using (true)', t);
  end loop;
end $$;
grant select (workspace_id, user_id, role) on memberships to earshot_lookup;
grant select (workspace_id, id) on projects to earshot_lookup;
grant select (workspace_id, id, project_id, kind, state, lease_until, updated_at, generation) on runs to earshot_lookup;
grant select (workspace_id, project_id) on dirty_buckets to earshot_lookup;
grant select (workspace_id, project_id, id, published_at, read_state) on posts to earshot_lookup;
grant select (workspace_id, project_id, week, last_post_id) on accuracy_samples to earshot_lookup;

create or replace function user_workspaces(p_user uuid)
returns table (workspace_id uuid, role text)
language sql stable security definer set search_path = pg_catalog, public
as $$ select m.workspace_id, m.role from public.memberships m where m.user_id = p_user $$;

-- Work that no worker is on: runs queued for over five seconds or with an expired lease, buckets to recount, posts to read,
-- and weeks to sample: 200 read posts (lib/contracts/accuracy.ts) among the newest thousand of the last seven days that came in
-- after the last sample.
create or replace function due_work(p_limit int)
returns table (kind text, workspace_id uuid, project_id uuid, run_id uuid)
language sql stable security definer set search_path = pg_catalog, public
as $$
  (select r.kind, r.workspace_id, r.project_id, r.id from public.runs r
   where (r.state = 'queued' and r.updated_at < now() - interval '5 seconds')
      or (r.state = 'running' and r.lease_until < now())
   order by r.updated_at limit p_limit)
  union all
  (select 'rollups', p.workspace_id, p.id, null from public.projects p
   where exists (select from public.dirty_buckets d where d.workspace_id = p.workspace_id and d.project_id = p.id) limit p_limit)
  union all
  (select 'unread', p.workspace_id, p.id, null from public.projects p
   where exists (select from public.posts q where q.workspace_id = p.workspace_id and q.project_id = p.id and q.read_state = 'pending')
     and not exists (select from public.runs r where r.workspace_id = p.workspace_id and r.project_id = p.id
                     and r.kind = 'classify' and r.state in ('queued', 'running')) limit p_limit)
  union all
  (select 'sample', p.workspace_id, p.id, null from public.projects p
   where not exists (select from public.accuracy_samples s where s.workspace_id = p.workspace_id and s.project_id = p.id
                     and s.week = date_trunc('week', now() at time zone 'utc')::date)
     and 200 <= (select count(*) from (
           select q.id, q.read_state from public.posts q
           where q.workspace_id = p.workspace_id and q.project_id = p.id and q.published_at >= now() - interval '7 days'
           order by q.published_at desc limit 1000) n
         where n.read_state = 'read' and n.id > coalesce((select max(s.last_post_id) from public.accuracy_samples s
                                                        where s.workspace_id = p.workspace_id and s.project_id = p.id), 0))
   limit p_limit)
$$;

do $$
declare f text;
begin
  foreach f in array array['user_workspaces(uuid)', 'due_work(int)'] loop
    execute format('grant create on schema public to earshot_lookup');
    execute format('alter function %s owner to earshot_lookup', f);
    execute format('revoke create on schema public from earshot_lookup');
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to earshot_app', f);
  end loop;
end $$;
