import { Project, UpdateProject } from "@/lib/contracts/people";
import { route } from "@/lib/http/route";
import { getProject, updateProject } from "@/lib/services/projects";

export const GET = route({ can: "project:read", reply: Project }, ({ ctx }) => getProject(ctx));

export const PATCH = route({ can: "project:update", body: UpdateProject, reply: Project }, ({ ctx, body }) =>
  updateProject(ctx, body),
);
