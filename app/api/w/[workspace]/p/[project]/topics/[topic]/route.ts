import { z } from "zod";
import { Topic, UpdateTopic } from "@/lib/contracts/topics";
import { route } from "@/lib/http/route";
import { deleteTopic, getTopic, updateTopic } from "@/lib/services/topics";

export const GET = route({ can: "topic:read", reply: Topic }, ({ ctx, params }) => getTopic(ctx, params.topic ?? ""));

export const PATCH = route({ can: "topic:write", body: UpdateTopic, reply: Topic }, ({ ctx, params, body }) =>
  updateTopic(ctx, params.topic ?? "", body),
);

export const DELETE = route({ can: "topic:write", reply: z.strictObject({}) }, async ({ ctx, params }) => {
  await deleteTopic(ctx, params.topic ?? "");
  return {};
});
