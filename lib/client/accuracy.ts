/** The accuracy passport: the report, checking posts, settling, corrected shares. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import {
  AccuracyReport,
  Answered,
  type AnswerPost,
  CheckQueue,
  CorrectedShares,
  type SharesQuery,
} from "../contracts/accuracy";
import { api } from "./api";
import { apiPath, type Scope, scopeKey } from "./paths";

const path = (scope: Scope, rest = ""): string => apiPath(scope, `accuracy${rest}`);

export const accuracyKey = (scope: Scope) => [...scopeKey(scope), "accuracy"] as const;

export const accuracyOptions = (scope: Scope) =>
  queryOptions({
    queryKey: [...accuracyKey(scope), "report"],
    queryFn: ({ signal }) => api(path(scope), AccuracyReport, { signal }),
    staleTime: 0,
  });

export const checkQueueKey = (scope: Scope) => [...accuracyKey(scope), "queue"] as const;

/** What to check next; asked for again by hand when it runs low. */
export const checkQueueOptions = (scope: Scope, offset: number) =>
  queryOptions({
    queryKey: [...checkQueueKey(scope), offset],
    queryFn: ({ signal }) => api(path(scope, `/queue?offset=${offset}`), CheckQueue, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Shares of a view without the model's bias. */
export const correctedSharesOptions = (scope: Scope, query: z.input<typeof SharesQuery>) =>
  queryOptions({
    queryKey: [...accuracyKey(scope), "shares", query],
    queryFn: ({ signal }) => api(path(scope, "/shares"), CorrectedShares, { method: "POST", body: query, signal }),
    placeholderData: keepPreviousData,
  });

export const drawSample = (scope: Scope): Promise<AccuracyReport> =>
  api(path(scope, "/samples"), AccuracyReport, { method: "POST" });

export const answerPost = (scope: Scope, body: AnswerPost): Promise<Answered> =>
  api(path(scope, "/answers"), Answered, { method: "PUT", body });

export const settlePost = (scope: Scope, body: AnswerPost): Promise<AccuracyReport> =>
  api(path(scope, "/settled"), AccuracyReport, { method: "PUT", body });
