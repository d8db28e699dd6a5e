/** Sessions are rows: looked up by hash on every request, ended by a column. */
import { and, desc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import { withoutTenant } from "@/drizzle/client";
import { sessions, users } from "@/drizzle/schema/users";
import type { Locale, Theme } from "@/lib/contracts/entities";
import type { SessionInfo } from "@/lib/contracts/people";
import { newSecret, sha256Hex } from "@/lib/crypto";
import { notFound } from "@/lib/errors";

const MAX_AGE = sql`interval '30 days'`;
const MAX_IDLE = sql`interval '7 days'`;

export interface SignedIn {
  userId: string;
  email: string;
  name: string;
  locale: Locale;
  theme: Theme;
  /** Hash of the session's secret: its id. */
  sessionId: string;
}

/** Opens a session and returns its secret, which only the cookie keeps. */
export async function createSession(
  userId: string,
  from: { userAgent: string | null; ip: string | null },
): Promise<string> {
  const secret = newSecret();
  await withoutTenant((tx) =>
    tx.insert(sessions).values({
      idHash: sha256Hex(secret),
      userId,
      expiresAt: sql`now() + ${MAX_AGE}` as never,
      userAgent: from.userAgent?.slice(0, 300) ?? null,
      ip: from.ip,
    }),
  );
  return secret;
}

/** Who a session secret belongs to; null when it is unknown, ended, expired or unused for too long. */
export async function findSession(secret: string): Promise<SignedIn | null> {
  const idHash = sha256Hex(secret);
  return withoutTenant(async (tx) => {
    const [row] = await tx
      .select({
        userId: users.id,
        email: users.email,
        name: users.name,
        locale: users.locale,
        theme: users.theme,
        isStale: sql<boolean>`${sessions.lastSeenAt} < now() - interval '5 minutes'`,
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(
        and(
          eq(sessions.idHash, idHash),
          isNull(sessions.revokedAt),
          gt(sessions.expiresAt, sql`now()`),
          gt(sessions.lastSeenAt, sql`now() - ${MAX_IDLE}`),
        ),
      );
    if (!row) return null;
    if (row.isStale) await tx.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.idHash, idHash));
    const { isStale: _, ...who } = row;
    return { ...who, sessionId: idHash };
  });
}

/** Ends one session by its secret (sign-out). */
export async function endSession(secret: string): Promise<void> {
  await withoutTenant((tx) =>
    tx
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.idHash, sha256Hex(secret)), isNull(sessions.revokedAt))),
  );
}

/** A person's open sessions, newest first. */
export async function listSessions(who: SignedIn): Promise<SessionInfo[]> {
  const rows = await withoutTenant((tx) =>
    tx
      .select()
      .from(sessions)
      .where(and(eq(sessions.userId, who.userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`)))
      .orderBy(desc(sessions.lastSeenAt)),
  );
  return rows.map((row) => ({
    id: row.idHash,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    userAgent: row.userAgent,
    ip: row.ip,
    isCurrent: row.idHash === who.sessionId,
  }));
}

/** Ends one of the person's own sessions. @throws AppError E_NOT_FOUND */
export async function revokeSession(who: SignedIn, sessionId: string): Promise<void> {
  const ended = await withoutTenant((tx) =>
    tx
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.idHash, sessionId), eq(sessions.userId, who.userId), isNull(sessions.revokedAt))),
  );
  if (ended.rowCount === 0) throw notFound("session");
}

/** Ends all of the person's sessions but the current one. */
export async function revokeOtherSessions(who: SignedIn): Promise<void> {
  await withoutTenant((tx) =>
    tx
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.userId, who.userId), ne(sessions.idHash, who.sessionId), isNull(sessions.revokedAt))),
  );
}
