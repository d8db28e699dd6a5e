/** Log-in delays that grow with failures. Nobody is locked out for good. */
import { eq, inArray, sql } from "drizzle-orm";
import { type Tx, withoutTenant } from "@/drizzle/client";
import { loginAttempts } from "@/drizzle/schema/users";
import { sha256Hex } from "@/lib/crypto";
import { AppError } from "@/lib/errors";

interface Limit {
  key: string;
  /** Failures before the first delay. */
  free: number;
}

const MAX_DELAY_SECONDS = 900;
/** A key without failures for this long starts again at zero. */
const FORGET = sql`interval '1 day'`;

/** One key per account, and one per address with more patience (many people may share it). */
const limitsOf = (email: string, ip: string | null): Limit[] => [
  { key: sha256Hex(`account:${email}`), free: 3 },
  ...(ip ? [{ key: sha256Hex(`address:${ip}`), free: 20 }] : []),
];

/** Seconds to wait after the n-th failure beyond the free ones: 1, 2, 4 … 900. */
export const delaySeconds = (failureCount: number, free: number): number =>
  failureCount < free ? 0 : Math.min(MAX_DELAY_SECONDS, 2 ** (failureCount - free));

/** @throws AppError E_SIGN_IN_DELAY while the delay of this account or address has not passed */
export async function requireLoginAllowed(email: string, ip: string | null): Promise<void> {
  const keys = limitsOf(email, ip).map((limit) => limit.key);
  const [row] = await withoutTenant((tx) =>
    tx
      .select({ wait: sql<number>`ceil(extract(epoch from max(${loginAttempts.nextAllowedAt}) - now()))::int` })
      .from(loginAttempts)
      .where(inArray(loginAttempts.key, keys)),
  );
  const wait = row?.wait ?? 0;
  if (wait > 0) {
    throw new AppError("E_SIGN_IN_DELAY", `Too many failed tries. Wait ${wait} seconds, then try again.`, {
      retryAfterSeconds: wait,
    });
  }
}

/** Counts a failure and sets the next delay. */
export async function recordLoginFailure(email: string, ip: string | null): Promise<void> {
  await withoutTenant(async (tx) => {
    for (const limit of limitsOf(email, ip)) await countFailure(tx, limit);
  });
}

async function countFailure(tx: Tx, { key, free }: Limit): Promise<void> {
  const [row] = await tx
    .insert(loginAttempts)
    .values({ key, failureCount: 1, nextAllowedAt: sql`now()` as never })
    .onConflictDoUpdate({
      target: loginAttempts.key,
      set: {
        failureCount: sql`case when ${loginAttempts.updatedAt} < now() - ${FORGET} then 1 else ${loginAttempts.failureCount} + 1 end`,
        updatedAt: sql`now()`,
      },
    })
    .returning({ failureCount: loginAttempts.failureCount });
  const seconds = delaySeconds(row?.failureCount ?? 1, free);
  await tx
    .update(loginAttempts)
    .set({ nextAllowedAt: sql`now() + make_interval(secs => ${seconds})` })
    .where(eq(loginAttempts.key, key));
}

/** Forgets the failures of an account after a good log-in. */
export async function clearLoginFailures(email: string): Promise<void> {
  await withoutTenant((tx) => tx.delete(loginAttempts).where(eq(loginAttempts.key, sha256Hex(`account:${email}`))));
}
