import { z } from "zod";
import { Uuid } from "@/lib/contracts/entities";
import { SignUp } from "@/lib/contracts/people";
import { publicRoute } from "@/lib/http/route";
import { signUp } from "@/lib/services/sign-in";

export const POST = publicRoute(
  { body: SignUp, reply: z.strictObject({ userId: Uuid, workspaceId: Uuid, projectId: Uuid }), status: 201 },
  ({ body }) => signUp(body),
);
