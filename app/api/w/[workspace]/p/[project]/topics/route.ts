import { z } from "zod";
import { CreateTopic, Topic } from "@/lib/contracts/topics";
import { route } from "@/lib/http/route";
import { createTopic, listTopics } from "@/lib/services/topics";

export const GET = route({ can: "topic:read", reply: z.array(Topic) }, ({ ctx }) => listTopics(ctx));

export const POST = route({ can: "topic:write", body: CreateTopic, reply: Topic, status: 201 }, ({ ctx, body }) =>
  createTopic(ctx, body),
);
