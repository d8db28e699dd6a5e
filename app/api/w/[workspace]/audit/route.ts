import { z } from "zod";
import { AuditEntry } from "@/lib/contracts/people";
import { route } from "@/lib/http/route";
import { listAudit } from "@/lib/services/audit";

export const GET = route({ can: "audit:read", reply: z.array(AuditEntry) }, ({ ctx }) => listAudit(ctx));
