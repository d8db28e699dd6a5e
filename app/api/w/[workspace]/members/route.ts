import { z } from "zod";
import { Member } from "@/lib/contracts/people";
import { route } from "@/lib/http/route";
import { listMembers } from "@/lib/services/workspaces";

export const GET = route({ can: "member:list", reply: z.array(Member) }, ({ ctx }) => listMembers(ctx));
