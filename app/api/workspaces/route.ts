import { z } from "zod";
import { Uuid } from "@/lib/contracts/entities";
import { CreateWorkspace } from "@/lib/contracts/people";
import { clientIp } from "@/lib/http/request";
import { personRoute } from "@/lib/http/route";
import { createWorkspace } from "@/lib/services/workspaces";

export const POST = personRoute(
  { body: CreateWorkspace, reply: z.strictObject({ workspaceId: Uuid, projectId: Uuid }), status: 201 },
  ({ who, body, request, requestId }) =>
    createWorkspace({ id: who.userId, ip: clientIp(request.headers), requestId }, body),
);
