import { z } from "zod";
import { UpdateWorkspace } from "@/lib/contracts/people";
import { route } from "@/lib/http/route";
import { updateWorkspace } from "@/lib/services/workspaces";

export const PATCH = route(
  { can: "workspace:update", body: UpdateWorkspace, reply: z.strictObject({ name: z.string() }) },
  async ({ ctx, body }) => {
    await updateWorkspace(ctx, body);
    return body;
  },
);
