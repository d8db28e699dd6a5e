import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { closeDatabase, withoutTenant, withTenant } from "./client";
import { createPosts, createTenant, type TestTenant } from "./factories";

/** Functions that may run as another role; anything else with SECURITY DEFINER fails the build. */
const DEFINERS = ["due_work", "user_workspaces"];

let owner: pg.Client;
let a: TestTenant;
let b: TestTenant;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: inject("testDatabase").ownerUrl });
  await owner.connect();
  a = await createTenant();
  b = await createTenant();
  await createPosts(a, [{ text: "of a", sentiment: "positive" }]);
  await createPosts(b, [{ text: "of b", sentiment: "negative" }]);
});
afterAll(async () => {
  await owner.end();
  await closeDatabase();
});

async function tenantTables(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where a.attname = 'workspace_id' and not a.attisdropped and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  return rows.map((row) => row.name);
}

describe("the catalog", () => {
  it("has FORCE row-level security and a policy with USING and WITH CHECK on every tenant table", async () => {
    const { rows } = await owner.query(
      `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
       where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
         and not (c.relrowsecurity and c.relforcerowsecurity and exists (
           select from pg_policy p where p.polrelid = c.oid and p.polqual is not null and p.polwithcheck is not null))`,
    );
    expect(rows).toEqual([]);
    expect((await tenantTables()).length).toBeGreaterThan(15);
  });

  it("starts every primary, unique and foreign key of a tenant table with workspace_id", async () => {
    const { rows } = await owner.query(
      `select con.conrelid::regclass::text as tab, con.conname from pg_constraint con
       join pg_attribute w on w.attrelid = con.conrelid and w.attname = 'workspace_id' and not w.attisdropped
       where con.connamespace = 'public'::regnamespace and con.contype in ('p', 'u', 'f') and con.conkey[1] <> w.attnum
         and coalesce(con.confrelid::regclass::text, '') <> 'users'
       union all
       select i.indrelid::regclass::text, i.indexrelid::regclass::text from pg_index i
       join pg_attribute w on w.attrelid = i.indrelid and w.attname = 'workspace_id' and not w.attisdropped
       join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
       where i.indisunique and i.indkey[0] <> w.attnum`,
    );
    expect(rows).toEqual([]);
  });

  it("gives the app's role no way round: no superuser, no bypass, no ownership, no membership", async () => {
    const { rows } = await owner.query(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong,
              exists (select from pg_class where relowner = r.oid) as owns,
              exists (select from pg_auth_members where member = r.oid) as member
       from pg_roles r where rolname = 'earshot_app'`,
    );
    expect(rows).toEqual([{ strong: false, owns: false, member: false }]);
  });

  it("has only the known SECURITY DEFINER functions, each with a fixed search_path, and no materialised view", async () => {
    const { rows } = await owner.query<{ proname: string; fixed: boolean }>(
      `select proname, coalesce(array_to_string(proconfig, ',') like '%search_path=%', false) as fixed
       from pg_proc where prosecdef and pronamespace = 'public'::regnamespace order by 1`,
    );
    expect(rows).toEqual(DEFINERS.map((proname) => ({ proname, fixed: true })));
    expect((await owner.query("select from pg_matviews where schemaname = 'public'")).rowCount).toBe(0);
  });
});

describe("row-level security alone, in raw SQL as the app's role", () => {
  it("shows no row of any tenant table without a tenant, and none of another's with one", async () => {
    for (const table of await tenantTables()) {
      const name = sql.identifier(table);
      const none = await withoutTenant((tx) => tx.execute<{ n: string }>(sql`select count(*) n from ${name}`));
      expect([table, none.rows[0]?.n]).toEqual([table, "0"]);
      const foreign = await withTenant(a, (tx) =>
        tx.execute<{ n: string }>(sql`select count(*) n from ${name} where workspace_id <> ${a.workspaceId}`),
      );
      expect([table, foreign.rows[0]?.n]).toEqual([table, "0"]);
    }
    const own = await withTenant(a, (tx) => tx.execute<{ n: string }>(sql`select count(*) n from posts`));
    expect(own.rows[0]?.n).toBe("1");
  });

  it("touches no foreign row by update or delete without a where", async () => {
    await withTenant(a, async (tx) => {
      const updated = await tx.execute(sql`update posts set country = 'XX'`);
      expect(updated.rowCount).toBe(1);
    });
    const b1 = await withTenant(b, (tx) => tx.execute<{ country: string | null }>(sql`select country from posts`));
    expect(b1.rows).toEqual([{ country: null }]);
  });

  it.each([
    [
      "an insert for another workspace",
      (id: string) => sql`insert into project_pulse (workspace_id, project_id) values (${id}, gen_random_uuid())`,
    ],
    ["moving one's own row to another workspace", (id: string) => sql`update project_pulse set workspace_id = ${id}`],
    ["truncating", () => sql`truncate posts cascade`],
    ["turning row security off for a read of everything", () => sql`alter table posts disable row level security`],
    ["taking the owner's role", () => sql`set role earshot_owner`],
    ["changing the audit log", () => sql`update audit_log set action = 'x'`],
    ["deleting from the audit log", () => sql`delete from audit_log`],
  ])("refuses %s", async (_, statement) => {
    await expect(withTenant(a, (tx) => tx.execute(statement(b.workspaceId)))).rejects.toThrow();
  });

  it("refuses a child that points to another workspace's parent", async () => {
    const [foreign] = (await withTenant(b, (tx) => tx.execute<{ id: string }>(sql`select id::text from posts`))).rows;
    await expect(
      withTenant(a, (tx) =>
        tx.execute(
          sql`insert into corrections (workspace_id, post_id, sentiment, user_id) values (${a.workspaceId}, ${foreign?.id}::bigint, 'neutral', ${a.owner.id})`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { code: "23503" } });
  });

  it("leaves nothing of a tenant on a pooled connection, also after errors", async () => {
    const jobs = Array.from({ length: 200 }, (_, at) => async () => {
      const tenant = at % 2 ? a : b;
      if (at % 7 === 0) return withTenant(tenant, (tx) => tx.execute(sql`select 1/0`)).catch(() => null);
      const { rows } = await withTenant(tenant, (tx) =>
        tx.execute<{ workspace_id: string }>(sql`select workspace_id from posts`),
      );
      expect(rows).toEqual([{ workspace_id: tenant.workspaceId }]);
      const { rows: none } = await withoutTenant((tx) => tx.execute(sql`select from posts`));
      expect(none).toEqual([]);
    });
    await Promise.all(jobs.map((job) => job()));
  });

  it("refuses anything but a uuid as the tenant", async () => {
    await expect(withTenant({ workspaceId: "x'; drop table posts; --" }, async () => 1)).rejects.toThrow(/uuid/);
  });
});
