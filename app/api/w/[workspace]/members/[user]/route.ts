import { z } from "zod";
import { Member, UpdateMember } from "@/lib/contracts/people";
import { route, uuidParam } from "@/lib/http/route";
import { removeMember, updateMemberRole } from "@/lib/services/workspaces";

export const PATCH = route(
  { can: "member:update", body: UpdateMember, reply: z.array(Member) },
  ({ ctx, params, body }) => updateMemberRole(ctx, uuidParam(params.user, "member"), body.role),
);

export const DELETE = route({ can: "member:remove", reply: z.array(Member) }, ({ ctx, params }) =>
  removeMember(ctx, uuidParam(params.user, "member")),
);
