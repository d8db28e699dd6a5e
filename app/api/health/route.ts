import { z } from "zod";
import { publicRoute } from "@/lib/http/route";
import { checkHealth } from "@/lib/services/health";

export const dynamic = "force-dynamic";

export const GET = publicRoute({ reply: z.strictObject({ status: z.literal("ok") }) }, async () => {
  await checkHealth();
  return { status: "ok" as const };
});
