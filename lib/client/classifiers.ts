/** Own classifiers: list, one, examples, labelling, versions, publishing. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import {
  Classifier,
  ClassifierVersion,
  type CreateClassifier,
  Example,
  ExampleUpload,
  type LabelPost,
  LabelQueue,
  type QueueOrder,
  type RemoveExample,
  type UpdateClassifier,
  VersionComparison,
} from "../contracts/classifiers";
import { api } from "./api";
import { ApiError, toApiError } from "./api-error";
import { apiPath, type Scope, scopeKey } from "./paths";

const WORKING_MS = 1_000;
const path = (scope: Scope, id: string, rest = ""): string => apiPath(scope, `classifiers/${id}${rest}`);

export const classifiersKey = (scope: Scope) => [...scopeKey(scope), "classifiers"] as const;

/** All classifiers by name; polled while one of them trains or is applied. */
export const classifiersOptions = (scope: Scope) =>
  queryOptions({
    queryKey: [...classifiersKey(scope), "list"],
    queryFn: ({ signal }) => api(apiPath(scope, "classifiers"), z.array(Classifier), { signal }),
    refetchInterval: ({ state }) => (state.data?.some((each) => each.run) ? WORKING_MS : false),
    staleTime: 5_000,
  });

/** One classifier; polled while it trains or is applied. */
export const classifierOptions = (scope: Scope, id: string) =>
  queryOptions({
    queryKey: [...classifiersKey(scope), id, "one"],
    queryFn: ({ signal }) => api(path(scope, id), Classifier, { signal }),
    refetchInterval: ({ state }) => (state.data?.run ? WORKING_MS : false),
    staleTime: 0,
  });

/** The newest examples, of one label or of all (""). */
export const examplesOptions = (scope: Scope, id: string, label: string) =>
  queryOptions({
    queryKey: [...classifiersKey(scope), id, "examples", label],
    queryFn: ({ signal }) =>
      api(path(scope, id, `/examples${label ? `?label=${encodeURIComponent(label)}` : ""}`), z.array(Example), {
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** Versions, newest first. `newest`: the number that the classifier says it has, so that a new one is asked for. */
export const versionsOptions = (scope: Scope, { id, newestVersion, publishedVersion }: Classifier) =>
  queryOptions({
    queryKey: [...classifiersKey(scope), id, "versions", newestVersion, publishedVersion],
    queryFn: ({ signal }) => api(path(scope, id, "/versions"), z.array(ClassifierVersion), { signal }),
    placeholderData: keepPreviousData,
  });

export const comparisonOptions = (scope: Scope, id: string, a: number, b: number) =>
  queryOptions({
    queryKey: [...classifiersKey(scope), id, "compare", a, b],
    queryFn: ({ signal }) => api(path(scope, id, `/compare?a=${a}&b=${b}`), VersionComparison, { signal }),
  });

export const queueKey = (scope: Scope, id: string) => [...classifiersKey(scope), id, "queue"] as const;

/** What to label next; asked for again by hand when it runs low. */
export const queueOptions = (scope: Scope, id: string, order: QueueOrder, offset: number) =>
  queryOptions({
    queryKey: [...queueKey(scope, id), order, offset],
    queryFn: ({ signal }) => api(path(scope, id, `/queue?order=${order}&offset=${offset}`), LabelQueue, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const createClassifier = (scope: Scope, body: z.input<typeof CreateClassifier>): Promise<Classifier> =>
  api(apiPath(scope, "classifiers"), Classifier, { method: "POST", body });

export const updateClassifier = (
  scope: Scope,
  id: string,
  body: z.input<typeof UpdateClassifier>,
): Promise<Classifier> => api(path(scope, id), Classifier, { method: "PATCH", body });

export async function deleteClassifier(scope: Scope, id: string): Promise<void> {
  await api(path(scope, id), z.unknown(), { method: "DELETE" });
}

export const removeExample = (scope: Scope, id: string, body: RemoveExample): Promise<Classifier> =>
  api(path(scope, id, "/examples"), Classifier, { method: "DELETE", body });

export const labelPost = (scope: Scope, id: string, body: LabelPost): Promise<Classifier> =>
  api(path(scope, id, "/label"), Classifier, { method: "PUT", body });

export const startTraining = (scope: Scope, id: string): Promise<Classifier> =>
  api(path(scope, id, "/train"), Classifier, { method: "POST" });

export const publishVersion = (scope: Scope, id: string, version: number): Promise<Classifier> =>
  api(path(scope, id, "/publish"), Classifier, { method: "PUT", body: { version } });

export const unpublish = (scope: Scope, id: string): Promise<Classifier> =>
  api(path(scope, id, "/publish"), Classifier, { method: "DELETE" });

/** Sends a file of examples as it is. @throws ApiError */
export async function uploadExamples(scope: Scope, id: string, file: File): Promise<ExampleUpload> {
  const headers = { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(file.name) };
  const response = await fetch(path(scope, id, "/examples/file"), { method: "POST", headers, body: file }).catch(() => {
    throw new ApiError(0, { code: "E_OFFLINE" });
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw toApiError(response.status, body);
  const parsed = ExampleUpload.safeParse(body);
  if (!parsed.success) throw new ApiError(response.status, { code: "E_REPLY" });
  return parsed.data;
}
