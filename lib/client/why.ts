/** Why a post has its label. */
import { queryOptions } from "@tanstack/react-query";
import { PostWhy, type WhyHead } from "../contracts/why";
import { api } from "./api";
import { apiPath, type Scope } from "./paths";
import { postsKey } from "./posts";

const SOON_MS = 700;
const LATER_MS = 3_000;
/** Answers without an explanation, after which asking slows down and the page says that it takes longer. */
export const PATIENT_ANSWERS = 10;

/** Asked again until a worker has made it; then it stays. */
export function whyOptions(scope: Scope, postId: string, head: WhyHead) {
  return queryOptions({
    queryKey: [...postsKey(scope), "why", postId, head] as const,
    queryFn: ({ signal }) => api(apiPath(scope, `posts/${postId}/why?head=${head}`), PostWhy, { signal }),
    refetchInterval: ({ state }) => {
      if (state.data?.state !== "pending") return false;
      return state.dataUpdateCount < PATIENT_ANSWERS ? SOON_MS : LATER_MS;
    },
    staleTime: 30_000,
  });
}
