import { PreviewTopic, TopicPreview } from "@/lib/contracts/topics";
import { route } from "@/lib/http/route";
import { previewTopic } from "@/lib/services/topics-preview";

export const POST = route({ can: "topic:preview", body: PreviewTopic, reply: TopicPreview }, ({ ctx, body }) =>
  previewTopic(ctx, body.query),
);
