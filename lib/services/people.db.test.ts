import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/drizzle/client";
import { createMember, createSessionCookie, createTenant, createUser } from "@/drizzle/factories";
import { uuidv7 } from "@/lib/ids";
import { getMe, requireMembership } from "./access";
import { listAudit } from "./audit";
import { type Scope, withCtx } from "./ctx";
import { delaySeconds } from "./login-attempts";
import { createProject, getProject, updateProject } from "./projects";
import { createSession, endSession, findSession, listSessions, revokeOtherSessions, revokeSession } from "./sessions";
import { checkPassword, signInWithProvider, signUp } from "./sign-in";
import { listMembers, removeMember, updateMemberRole, updateWorkspace } from "./workspaces";

afterAll(closeDatabase);

const asUser = (
  tenant: { workspaceId: string; projectId: string },
  userId: string,
  role: "owner" | "admin" | "analyst" | "viewer",
): Scope => ({
  ...{ workspaceId: tenant.workspaceId, projectId: tenant.projectId },
  actor: { kind: "user", userId, role, requestId: "test", ip: null },
});
const freshEmail = (): string => `${uuidv7()}@example.test`;
const GOOD = "seven grey lanterns";

describe("sign-up and sign-in", () => {
  it("creates a person, a workspace they own and a project, with an audit trail", async () => {
    const email = freshEmail();
    const made = await signUp({ email, password: GOOD, name: "Ana", workspaceName: "Ana's" });
    const { userId } = await checkPassword(email, GOOD, null);
    expect(userId).toBe(made.userId);
    expect(await requireMembership(userId, made.workspaceId, made.projectId)).toBe("owner");
    const entries = await withCtx(asUser(made, userId, "owner"), (ctx) => listAudit(ctx));
    expect(entries.map((entry) => entry.action).sort()).toEqual(["project.create", "workspace.create"]);
  });

  it("refuses common passwords and a second account with the same address", async () => {
    const email = freshEmail();
    await expect(signUp({ email, password: "Password123", name: "A", workspaceName: "W" })).rejects.toMatchObject({
      code: "E_PASSWORD_COMMON",
    });
    await signUp({ email, password: GOOD, name: "A", workspaceName: "W" });
    await expect(signUp({ email, password: GOOD, name: "A", workspaceName: "W" })).rejects.toMatchObject({
      code: "E_CONFLICT",
    });
  });

  it("tells passwords apart that differ only at the 99th character", async () => {
    const email = freshEmail();
    const stem = "長い合言葉".repeat(19).slice(0, 98);
    await signUp({ email, password: `${stem}ab`, name: "A", workspaceName: "W" });
    await expect(checkPassword(email, `${stem}xb`, null)).rejects.toMatchObject({ code: "E_SIGN_IN" });
    await expect(checkPassword(email, `${stem}ab`, null)).resolves.toBeTruthy();
  });

  it("says the same for a wrong password and an unknown address, and delays grow", async () => {
    const email = freshEmail();
    await signUp({ email, password: GOOD, name: "A", workspaceName: "W" });
    const wrong = await checkPassword(email, "wrong one", null).catch((error: unknown) => error);
    const unknown = await checkPassword(freshEmail(), "wrong one", null).catch((error: unknown) => error);
    expect(unknown).toEqual(wrong);
    await checkPassword(email, "wrong two", null).catch(() => null);
    await checkPassword(email, "wrong three", null).catch(() => null);
    await expect(checkPassword(email, GOOD, null)).rejects.toMatchObject({ code: "E_SIGN_IN_DELAY" });
    expect([2, 3, 4, 5, 40].map((failures) => delaySeconds(failures, 3))).toEqual([0, 1, 2, 4, 900]);
  });

  it("keeps identity-provider accounts by subject and never takes over a password account", async () => {
    const email = freshEmail();
    const identity = { provider: "oidc", subject: uuidv7(), email, isEmailVerified: true, name: "Bo" };
    const first = await signInWithProvider(identity);
    expect(await signInWithProvider({ ...identity, email: freshEmail() })).toEqual(first);
    await expect(signInWithProvider({ ...identity, subject: uuidv7() })).rejects.toMatchObject({ code: "E_CONFLICT" });
    await expect(
      signInWithProvider({ ...identity, subject: uuidv7(), email: freshEmail(), isEmailVerified: false }),
    ).rejects.toMatchObject({ code: "E_SIGN_IN" });
  });
});

describe("sessions", () => {
  it("are found by their secret until they are ended", async () => {
    const user = await createUser();
    const secret = await createSession(user.id, { userAgent: "test", ip: null });
    expect(await findSession(secret)).toMatchObject({ userId: user.id });
    await endSession(secret);
    expect(await findSession(secret)).toBeNull();
    expect(await findSession("unknown")).toBeNull();
  });

  it("can be revoked by their owner alone", async () => {
    const [user, stranger] = [await createUser(), await createUser()];
    const first = await createSession(user.id, { userAgent: null, ip: null });
    const second = await createSession(user.id, { userAgent: null, ip: null });
    const other = await createSession(stranger.id, { userAgent: null, ip: null });
    const [me, them, target] = [await findSession(first), await findSession(other), await findSession(second)];
    if (!me || !them || !target) throw new Error("sessions expected");
    await expect(revokeSession(them, target.sessionId)).rejects.toMatchObject({ code: "E_NOT_FOUND" });
    await revokeSession(me, target.sessionId);
    expect(await findSession(second)).toBeNull();
    await revokeOtherSessions(me);
    expect((await listSessions(me)).map((session) => session.isCurrent)).toEqual([true]);
    expect(await findSession(other)).not.toBeNull();
  });

  it("are minted for tests the way sign-in makes them", async () => {
    const cookie = await createSessionCookie(await createUser());
    expect(cookie.header).toMatch(/^earshot\.session=/);
  });
});

describe("memberships", () => {
  it("answers a stranger's workspace exactly as one that does not exist", async () => {
    const [mine, theirs] = [await createTenant(), await createTenant()];
    const strange = await requireMembership(mine.owner.id, theirs.workspaceId, theirs.projectId).catch(
      (error: unknown) => error,
    );
    const missing = await requireMembership(mine.owner.id, uuidv7(), uuidv7()).catch((error: unknown) => error);
    expect(strange).toEqual(missing);
    await expect(requireMembership(mine.owner.id, mine.workspaceId, theirs.projectId)).rejects.toMatchObject({
      code: "E_NOT_FOUND",
    });
  });

  it("lists only one's own workspaces", async () => {
    const mine = await createTenant({ name: "Mine" });
    await createTenant({ name: "Theirs" });
    const secret = await createSession(mine.owner.id, { userAgent: null, ip: null });
    const who = await findSession(secret);
    if (!who) throw new Error("a session was expected");
    expect((await getMe(who)).workspaces.map((workspace) => workspace.name)).toEqual(["Mine"]);
  });

  it("ends access with the next look-up when a member is removed", async () => {
    const tenant = await createTenant();
    const member = await createMember(tenant, "analyst");
    expect(await requireMembership(member.id, tenant.workspaceId)).toBe("analyst");
    await withCtx(asUser(tenant, tenant.owner.id, "owner"), (ctx) => removeMember(ctx, member.id));
    await expect(requireMembership(member.id, tenant.workspaceId)).rejects.toMatchObject({ code: "E_NOT_FOUND" });
  });

  it("keeps at least one owner, also when two demotions race", async () => {
    const tenant = await createTenant();
    const second = await createMember(tenant, "owner");
    const demote = (by: string, whom: string) =>
      withCtx(asUser(tenant, by, "owner"), (ctx) => updateMemberRole(ctx, whom, "viewer"));
    const ended = await Promise.allSettled([demote(second.id, tenant.owner.id), demote(tenant.owner.id, second.id)]);
    expect(ended.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const members = await withCtx(asUser(tenant, tenant.owner.id, "owner"), listMembers);
    expect(members.filter((member) => member.role === "owner")).toHaveLength(1);
  });

  it("lets an admin neither make nor remove owners", async () => {
    const tenant = await createTenant();
    const admin = await createMember(tenant, "admin");
    const scope = asUser(tenant, admin.id, "admin");
    await expect(withCtx(scope, (ctx) => updateMemberRole(ctx, admin.id, "owner"))).rejects.toMatchObject({
      code: "E_FORBIDDEN",
    });
    await expect(withCtx(scope, (ctx) => removeMember(ctx, tenant.owner.id))).rejects.toMatchObject({
      code: "E_FORBIDDEN",
    });
  });

  it("does not know another workspace's members", async () => {
    const [mine, theirs] = [await createTenant(), await createTenant()];
    const scope = asUser(mine, mine.owner.id, "owner");
    await expect(withCtx(scope, (ctx) => updateMemberRole(ctx, theirs.owner.id, "viewer"))).rejects.toMatchObject({
      code: "E_NOT_FOUND",
    });
  });
});

describe("projects and the workspace", () => {
  it("refuse a viewer's and an analyst's changes", async () => {
    const tenant = await createTenant();
    for (const role of ["viewer", "analyst"] as const) {
      const scope = asUser(tenant, tenant.owner.id, role);
      await expect(withCtx(scope, (ctx) => updateProject(ctx, { name: "x" }))).rejects.toMatchObject({
        code: "E_FORBIDDEN",
      });
      await expect(
        withCtx(scope, (ctx) => createProject(ctx, { name: "x", timeZone: "UTC", languages: [] })),
      ).rejects.toMatchObject({ code: "E_FORBIDDEN" });
      await expect(withCtx(scope, (ctx) => updateWorkspace(ctx, { name: "x" }))).rejects.toMatchObject({
        code: "E_FORBIDDEN",
      });
      await expect(withCtx(scope, (ctx) => listAudit(ctx))).rejects.toMatchObject({ code: "E_FORBIDDEN" });
    }
  });

  it("do not reach into another workspace", async () => {
    const [mine, theirs] = [await createTenant(), await createTenant()];
    const scope = { ...asUser(mine, mine.owner.id, "owner"), projectId: theirs.projectId };
    await expect(withCtx(scope, getProject)).rejects.toMatchObject({ code: "E_NOT_FOUND" });
    await expect(withCtx(scope, (ctx) => updateProject(ctx, { name: "x" }))).rejects.toMatchObject({
      code: "E_NOT_FOUND",
    });
  });

  it.each(["Mars/Phobos", "UTC+25", "EST5"])("refuses the time zone %s with names that are near", async (timeZone) => {
    const tenant = await createTenant();
    const scope = asUser(tenant, tenant.owner.id, "owner");
    await expect(withCtx(scope, (ctx) => updateProject(ctx, { timeZone }))).rejects.toMatchObject({
      code: "E_TIME_ZONE",
      detail: { field: "timeZone" },
    });
  });

  it("write the change and its audit entry together", async () => {
    const tenant = await createTenant();
    const scope = asUser(tenant, tenant.owner.id, "owner");
    await withCtx(scope, (ctx) => updateProject(ctx, { timeZone: "Asia/Kathmandu" }));
    const failed = withCtx(scope, async (ctx) => {
      await updateProject(ctx, { name: "never" });
      throw new Error("after the audit entry");
    });
    await expect(failed).rejects.toThrow();
    const entries = await withCtx(scope, (ctx) => listAudit(ctx));
    expect(entries.map((entry) => entry.action)).toEqual(["project.update"]);
    expect((await withCtx(scope, getProject)).timeZone).toBe("Asia/Kathmandu");
  });
});
