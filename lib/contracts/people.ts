/** People and tenants: who is signed in, workspaces, members, projects. */
import { z } from "zod";
import { IsoInstant, Locale, Name, Role, Theme, Uuid } from "./entities";

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@,;<>"＠]+@[^\s@,;<>"＠]+\.[^\s@,;<>"＠]+$/, {
    message: "Enter one e-mail address, such as ana@example.com.",
  });

/** 8 to 200 characters, any characters, nothing cut. */
export const Password = z.string().min(8).max(200);

export const SignUp = z.strictObject({ email: Email, password: Password, name: Name, workspaceName: Name });
export type SignUp = z.infer<typeof SignUp>;

export const Project = z.strictObject({
  id: Uuid,
  name: z.string(),
  timeZone: z.string(),
  languages: z.array(z.string()),
  retentionDays: z.number().int().nullable(),
  createdAt: IsoInstant,
});
export type Project = z.infer<typeof Project>;

export const WorkspaceAccess = z.strictObject({
  id: Uuid,
  name: z.string(),
  isDemo: z.boolean(),
  role: Role,
  projects: z.array(z.strictObject({ id: Uuid, name: z.string(), timeZone: z.string() })),
});
export type WorkspaceAccess = z.infer<typeof WorkspaceAccess>;

export const Me = z.strictObject({
  id: Uuid,
  email: z.string(),
  name: z.string(),
  locale: Locale,
  theme: Theme,
  workspaces: z.array(WorkspaceAccess),
});
export type Me = z.infer<typeof Me>;

export const UpdateMe = z.strictObject({ name: Name.optional(), locale: Locale.optional(), theme: Theme.optional() });
export const CreateProject = z.strictObject({
  name: Name,
  timeZone: z.string().max(64),
  languages: z.array(z.string().max(12)).max(20).default([]),
});
export type CreateProject = z.infer<typeof CreateProject>;
export const UpdateProject = z.strictObject({
  name: Name.optional(),
  timeZone: z.string().max(64).optional(),
  languages: z.array(z.string().max(12)).max(20).optional(),
  retentionDays: z.number().int().min(1).max(3_650).nullable().optional(),
});
export type UpdateProject = z.infer<typeof UpdateProject>;
export const UpdateWorkspace = z.strictObject({ name: Name });
export const CreateWorkspace = z.strictObject({ name: Name });

export const Member = z.strictObject({
  userId: Uuid,
  name: z.string(),
  email: z.string(),
  role: Role,
  joinedAt: IsoInstant,
});
export type Member = z.infer<typeof Member>;
export const UpdateMember = z.strictObject({ role: Role });

export const SessionInfo = z.strictObject({
  id: z.string(),
  createdAt: IsoInstant,
  lastSeenAt: IsoInstant,
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  isCurrent: z.boolean(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

export const AuditEntry = z.strictObject({
  id: Uuid,
  at: IsoInstant,
  actor: z.string().nullable(),
  action: z.string(),
  targetKind: z.string().nullable(),
  targetId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
