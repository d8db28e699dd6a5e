import { z } from "zod";
import { SessionInfo } from "@/lib/contracts/people";
import { personRoute } from "@/lib/http/route";
import { listSessions, revokeOtherSessions } from "@/lib/services/sessions";

export const GET = personRoute({ reply: z.array(SessionInfo) }, ({ who }) => listSessions(who));

export const DELETE = personRoute({ reply: z.array(SessionInfo) }, async ({ who }) => {
  await revokeOtherSessions(who);
  return listSessions(who);
});
