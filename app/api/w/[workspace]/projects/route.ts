import { CreateProject, Project } from "@/lib/contracts/people";
import { route } from "@/lib/http/route";
import { createProject } from "@/lib/services/projects";

export const POST = route(
  { can: "project:create", body: CreateProject, reply: Project, status: 201 },
  ({ ctx, body }) => createProject(ctx, body),
);
