import { z } from "zod";
import { SessionInfo } from "@/lib/contracts/people";
import { personRoute } from "@/lib/http/route";
import { listSessions, revokeSession } from "@/lib/services/sessions";

export const DELETE = personRoute({ reply: z.array(SessionInfo) }, async ({ who, params }) => {
  await revokeSession(who, params.session ?? "");
  return listSessions(who);
});
