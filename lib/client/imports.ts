/** Imports: list, preview, start, upload with progress. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { Import, type ImportMapping, ImportPreview } from "../contracts/imports";
import { api } from "./api";
import { ApiError, toApiError } from "./api-error";
import { apiPath, type Scope, scopeKey } from "./paths";

const RUNNING_MS = 1_000;
const isRunning = (one: Import): boolean => one.state === "queued" || one.state === "running";

export const importsKey = (scope: Scope) => [...scopeKey(scope), "imports"] as const;

/** Newest first; polled while one of them runs. */
export const importsOptions = (scope: Scope) =>
  queryOptions({
    queryKey: [...importsKey(scope), "list"],
    queryFn: ({ signal }) => api(apiPath(scope, "imports"), z.array(Import), { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? RUNNING_MS : false),
    staleTime: 0,
  });

/** One import with its ledger; polled while it runs. */
export const importOptions = (scope: Scope, id: string) =>
  queryOptions({
    queryKey: [...importsKey(scope), id],
    queryFn: ({ signal }) => api(apiPath(scope, `imports/${id}`), Import, { signal }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? RUNNING_MS : false),
    staleTime: 0,
  });

/** How the file would be read with `mapping`; null: as detected or remembered. */
export const previewOptions = (scope: Scope, id: string, mapping: ImportMapping | null) =>
  queryOptions({
    queryKey: [...importsKey(scope), id, "preview", mapping],
    queryFn: ({ signal }) => {
      const search = mapping ? `?mapping=${encodeURIComponent(JSON.stringify(mapping))}` : "";
      return api(apiPath(scope, `imports/${id}/preview${search}`), ImportPreview, { signal });
    },
    placeholderData: keepPreviousData,
  });

/** Queues the import with the mapping a person confirmed. */
export const startImport = (scope: Scope, id: string, mapping: ImportMapping): Promise<Import> =>
  api(apiPath(scope, `imports/${id}/start`), Import, { method: "POST", body: { mapping } });

/** Throws away an uploaded file that was not started. */
export async function discardImport(scope: Scope, id: string): Promise<void> {
  await api(apiPath(scope, `imports/${id}`), z.unknown(), { method: "DELETE" });
}

/** Address of the rejects file. */
export const rejectsPath = (scope: Scope, id: string): string => apiPath(scope, `imports/${id}/rejects`);

/**
 * Streams a file to the server; `onProgress` gets 0..1. XMLHttpRequest, because fetch cannot tell how much was sent.
 * @throws ApiError
 */
export function uploadFile(
  scope: Scope,
  file: File,
  onProgress: (ratio: number) => void,
  signal: AbortSignal,
): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", apiPath(scope, "imports"));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(file.size > 0 ? event.loaded / file.size : 1);
    request.onerror = () => reject(new ApiError(0, { code: "E_OFFLINE" }));
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    request.onload = () => {
      const parsed = Import.safeParse(request.response);
      if (request.status < 300 && parsed.success) resolve(parsed.data);
      else reject(toApiError(request.status, request.response));
    };
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
