/** Topics: list, preview, changes. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { type CreateTopic, Topic, TopicPreview, type UpdateTopic } from "../contracts/topics";
import { api } from "./api";
import { apiPath, type Scope, scopeKey } from "./paths";

export const topicsKey = (scope: Scope) => [...scopeKey(scope), "topics"] as const;

/** All topics; polled while one of them is being matched again. */
export const topicsOptions = (scope: Scope) =>
  queryOptions({
    queryKey: topicsKey(scope),
    queryFn: ({ signal }) => api(apiPath(scope, "topics"), z.array(Topic), { signal }),
    refetchInterval: ({ state }) => (state.data?.some((topic) => topic.rematchRunId) ? 1_000 : false),
    staleTime: 5_000,
  });

/** What a query finds in the last 30 days, or where its mistake is. */
export const topicPreviewOptions = (scope: Scope, query: string) =>
  queryOptions({
    queryKey: [...topicsKey(scope), "preview", query],
    queryFn: ({ signal }) =>
      api(apiPath(scope, "topics/preview"), TopicPreview, { method: "POST", body: { query }, signal }),
    enabled: query.trim().length > 0,
    placeholderData: keepPreviousData,
  });

export const createTopic = (scope: Scope, body: z.input<typeof CreateTopic>): Promise<Topic> =>
  api(apiPath(scope, "topics"), Topic, { method: "POST", body });

export const updateTopic = (scope: Scope, id: string, body: z.input<typeof UpdateTopic>): Promise<Topic> =>
  api(apiPath(scope, `topics/${id}`), Topic, { method: "PATCH", body });

export async function deleteTopic(scope: Scope, id: string): Promise<void> {
  await api(apiPath(scope, `topics/${id}`), z.unknown(), { method: "DELETE" });
}
