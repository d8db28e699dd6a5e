/** Rows made for tests, the demo and browser tests. Refuses any database that is not on this machine. */
import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { withoutTenant, withTenant } from "@/drizzle/client";
import { authors, posts, postTexts } from "@/drizzle/schema/posts";
import { projectPulse } from "@/drizzle/schema/rollups";
import { sessions, users } from "@/drizzle/schema/users";
import { memberships, projects, workspaces } from "@/drizzle/schema/workspaces";
import { postFields } from "@/lib/analysis/query/post-fields";
import type { Role } from "@/lib/contracts/entities";
import { newSecret, sha256Hex } from "@/lib/crypto";
import { env } from "@/lib/env";
import { timeId, uuidv7 } from "@/lib/ids";

/** @throws Error unless DATABASE_URL is on this machine */
export function requireLocalDatabase(): void {
  const host = new URL(env().DATABASE_URL).hostname;
  if (!["127.0.0.1", "localhost", "[::1]"].includes(host))
    throw new Error("Factories only write to a database on this machine.");
}

export interface TestUser {
  id: string;
  email: string;
}

/** A person without a password; sign in with `createSessionCookie`. */
export async function createUser(name = "Ana Test"): Promise<TestUser> {
  requireLocalDatabase();
  const id = uuidv7();
  const email = `${id}@example.test`;
  await withoutTenant((tx) => tx.insert(users).values({ id, email, name }));
  return { id, email };
}

export interface TestTenant {
  workspaceId: string;
  projectId: string;
  owner: TestUser;
}

/** A fresh workspace with one project and its owner. */
export async function createTenant({
  name = "Test workspace",
  timeZone = "UTC",
  owner,
}: {
  name?: string;
  timeZone?: string;
  owner?: TestUser;
} = {}): Promise<TestTenant> {
  const person = owner ?? (await createUser());
  const workspaceId = uuidv7();
  const projectId = uuidv7();
  await withTenant({ workspaceId }, async (tx) => {
    await tx.insert(workspaces).values({ workspaceId, name });
    await tx.insert(memberships).values({ workspaceId, userId: person.id, role: "owner" });
    await tx.insert(projects).values({ workspaceId, id: projectId, name: "Test project", timeZone });
    await tx.insert(projectPulse).values({ workspaceId, projectId });
  });
  return { workspaceId, projectId, owner: person };
}

/** Adds a new person to a workspace with a role. */
export async function createMember(tenant: { workspaceId: string }, role: Role): Promise<TestUser> {
  const person = await createUser(`A ${role}`);
  await withTenant(tenant, (tx) =>
    tx.insert(memberships).values({ workspaceId: tenant.workspaceId, userId: person.id, role }),
  );
  return person;
}

/** Cookie header value of a signed-in browser, and the name and value apart. */
export async function createSessionCookie(user: {
  id: string;
}): Promise<{ name: string; value: string; header: string }> {
  requireLocalDatabase();
  const secret = newSecret();
  const expiresAt = new Date(Date.now() + 86_400_000);
  await withoutTenant((tx) => tx.insert(sessions).values({ idHash: sha256Hex(secret), userId: user.id, expiresAt }));
  const name = env().NEXTAUTH_URL.startsWith("https://") ? "__Host-earshot.session" : "earshot.session";
  const value = await encode({ token: { sid: secret }, secret: env().NEXTAUTH_SECRET, maxAge: 86_400 });
  return { name, value, header: `${name}=${value}` };
}

/** How many sessions the person with this address has, open and ended. */
export async function countSessions(email: string): Promise<{ open: number; ended: number }> {
  requireLocalDatabase();
  const rows = await withoutTenant((tx) =>
    tx
      .select({ revokedAt: sessions.revokedAt })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(users.email, email)),
  );
  const open = rows.filter((row) => row.revokedAt === null).length;
  return { open, ended: rows.length - open };
}

export interface TestPost {
  text?: string;
  searchText?: string;
  publishedAt?: Date;
  platform?: string;
  lang?: string | null;
  authorHandle?: string;
  followers?: number;
  engagement?: number;
  sentiment?: "negative" | "neutral" | "positive" | null;
  tags?: string[];
  hashtags?: string[];
  type?: "post" | "reply" | "repost" | "quote";
}

/** Posts written straight into the tables, for tests that are not about taking posts in. Returns their ids. */
export async function createPosts(
  tenant: { workspaceId: string; projectId: string },
  input: TestPost[],
): Promise<bigint[]> {
  requireLocalDatabase();
  return withTenant(tenant, async (tx) => {
    const ids: bigint[] = [];
    const authorIds = new Map<string, bigint>();
    for (const post of input) {
      const handle = post.authorHandle ?? "someone";
      const text = post.text ?? "a post";
      const type = post.type ?? "post";
      const lang = post.lang === undefined ? "en" : post.lang;
      const source = { text, authorHandle: handle, lang, platform: post.platform ?? "x", type, tags: post.tags ?? [] };
      const fields = postFields(source);
      const { platform } = fields;
      const key = `${platform}\n${handle}`;
      let authorId = authorIds.get(key);
      if (authorId === undefined) {
        const [row] = await tx
          .insert(authors)
          .values({
            ...scopeOf(tenant),
            id: timeId(),
            platform,
            handle,
            handleKey: fields.handleKey,
            followerCount: post.followers ?? 0,
          })
          .onConflictDoUpdate({
            target: [authors.workspaceId, authors.projectId, authors.platform, authors.handleKey],
            set: { handle },
          })
          .returning({ id: authors.id });
        if (!row) throw new Error("The author was not stored.");
        authorId = row.id;
        authorIds.set(key, authorId);
      }
      const id = timeId();
      const digest = createHash("sha256").update(text).digest().subarray(0, 16);
      const sentiment = post.sentiment ?? null;
      await tx.insert(posts).values({
        ...scopeOf(tenant),
        id,
        platform,
        externalId: String(id),
        type,
        authorId,
        publishedAt: post.publishedAt ?? new Date(),
        lang: fields.lang,
        authorFollowers: post.followers ?? 0,
        likeCount: post.engagement ?? 0,
        engagement: post.engagement ?? 0,
        tags: post.tags ?? [],
        tagKeys: [...fields.tagKeys],
        contentHash: digest,
        textHash: digest,
        readState: sentiment === null ? "pending" : "read",
        sentiment,
      });
      await tx.insert(postTexts).values({
        ...scopeOf(tenant),
        postId: id,
        text,
        searchText: post.searchText ?? fields.searchText,
        hashtags: post.hashtags ?? [...fields.hashtags],
      });
      ids.push(id);
    }
    return ids;
  });
}

const scopeOf = ({ workspaceId, projectId }: { workspaceId: string; projectId: string }) => ({
  workspaceId,
  projectId,
});
