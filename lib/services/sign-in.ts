/** Sign-up and sign-in: with e-mail and password, or through an identity provider. */
import { and, eq } from "drizzle-orm";
import { type Tx, withoutTenant } from "@/drizzle/client";
import { accounts, users } from "@/drizzle/schema/users";
import type { SignUp } from "@/lib/contracts/people";
import { AppError } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { clearLoginFailures, recordLoginFailure, requireLoginAllowed } from "./login-attempts";
import { hashPassword, refuseCommonPassword, verifyPassword } from "./passwords";
import { createWorkspace } from "./workspaces";

/**
 * Creates a person and their first workspace with a first project; they own it.
 * @throws AppError E_PASSWORD_COMMON, E_CONFLICT when the address has an account
 */
export async function signUp(input: SignUp): Promise<{ userId: string; workspaceId: string; projectId: string }> {
  refuseCommonPassword(input.password);
  const passwordHash = await hashPassword(input.password);
  const userId = uuidv7();
  const stored = await withoutTenant((tx) =>
    tx.insert(users).values({ id: userId, email: input.email, name: input.name, passwordHash }).onConflictDoNothing(),
  );
  if (stored.rowCount === 0) {
    throw new AppError("E_CONFLICT", "There is already an account with this e-mail address.", {
      field: "email",
      hint: "Sign in instead.",
    });
  }
  return { userId, ...(await createWorkspace({ id: userId, ip: null }, { name: input.workspaceName })) };
}

/**
 * The person whose e-mail and password these are.
 * @throws AppError E_SIGN_IN (the same for every reason), E_SIGN_IN_DELAY
 */
export async function checkPassword(email: string, password: string, ip: string | null): Promise<{ userId: string }> {
  await requireLoginAllowed(email, ip);
  const [user] = await withoutTenant((tx) =>
    tx.select({ id: users.id, passwordHash: users.passwordHash }).from(users).where(eq(users.email, email)),
  );
  const fits = password.length <= 200 && (await verifyPassword(user?.passwordHash, password));
  if (!user || !fits) {
    await recordLoginFailure(email, ip);
    throw new AppError("E_SIGN_IN", "E-mail or password is wrong.", { hint: "Check both and try again." });
  }
  await clearLoginFailures(email);
  return { userId: user.id };
}

export interface ProviderIdentity {
  provider: string;
  subject: string;
  email: string;
  isEmailVerified: boolean;
  name: string;
}

/**
 * The person behind an identity-provider subject; a new subject becomes a new person with a workspace.
 * An address that already has an account is never taken over by a provider.
 * @throws AppError E_CONFLICT
 */
export async function signInWithProvider(identity: ProviderIdentity): Promise<{ userId: string }> {
  const known = await withoutTenant((tx) => findAccount(tx, identity));
  if (known) return { userId: known };
  if (!identity.isEmailVerified)
    throw new AppError("E_SIGN_IN", "Your identity provider has not verified your e-mail address.");
  const userId = uuidv7();
  const isNew = await withoutTenant(async (tx) => {
    const stored = await tx
      .insert(users)
      .values({ id: userId, email: identity.email, name: identity.name })
      .onConflictDoNothing();
    if (stored.rowCount === 0) return false;
    await tx.insert(accounts).values({ provider: identity.provider, subject: identity.subject, userId });
    return true;
  });
  if (!isNew)
    throw new AppError("E_CONFLICT", "An account with this e-mail address signs in with a password.", {
      hint: "Sign in with your password.",
    });
  await createWorkspace({ id: userId, ip: null }, { name: `${identity.name}'s workspace`.slice(0, 80) });
  return { userId };
}

async function findAccount(tx: Tx, identity: ProviderIdentity): Promise<string | null> {
  const [row] = await tx
    .select({ userId: accounts.userId })
    .from(accounts)
    .where(and(eq(accounts.provider, identity.provider), eq(accounts.subject, identity.subject)));
  return row?.userId ?? null;
}

/** Changes what a person may change of themselves. */
export async function updateMe(
  userId: string,
  set: {
    name?: string | undefined;
    locale?: "en" | "zh-CN" | undefined;
    theme?: "system" | "light" | "dark" | undefined;
  },
): Promise<void> {
  const changes = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  if (Object.keys(changes).length === 0) return;
  await withoutTenant((tx) => tx.update(users).set(changes).where(eq(users.id, userId)));
}
