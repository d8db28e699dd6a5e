/** Who may do what: the one table, read by `can()` alone. */
import type { Role } from "./contracts/entities";

const ALL = ["owner", "admin", "analyst", "viewer"] as const satisfies readonly Role[];
const WORK = ["owner", "admin", "analyst"] as const satisfies readonly Role[];
const MANAGE = ["owner", "admin"] as const satisfies readonly Role[];
const OWN = ["owner"] as const satisfies readonly Role[];

export const PERMISSIONS = {
  "workspace:read": ALL,
  "workspace:update": MANAGE,
  "workspace:delete": OWN,
  "member:list": ALL,
  "member:update": MANAGE,
  "member:remove": MANAGE,
  "audit:read": MANAGE,
  "project:read": ALL,
  "project:create": MANAGE,
  "project:update": MANAGE,
  "post:read": ALL,
  "post:correct": WORK,
  "metric:read": ALL,
  "topic:read": ALL,
  "topic:preview": ALL,
  "topic:write": WORK,
  "classifier:read": ALL,
  "classifier:label": WORK,
  "classifier:write": WORK,
  "accuracy:read": ALL,
  "accuracy:label": WORK,
  "accuracy:draw": WORK,
  "import:read": ALL,
  "import:write": WORK,
  "run:read": ALL,
  "run:write": WORK,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof PERMISSIONS;

/** Whether a role may do an action. */
export const can = (role: Role, action: Action): boolean => (PERMISSIONS[action] as readonly Role[]).includes(role);
