"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Highlight } from "@/components/posts/highlight";
import { useProject } from "@/components/shell/project-context";
import { ErrorState } from "@/components/ui/error-state";
import { useFormat } from "@/components/ui/use-format";
import { topicPreviewOptions } from "@/lib/client/topics";
import type { QueryProblem } from "@/lib/contracts/topics";
import type { Messages } from "@/lib/messages";

const PAUSE_MS = 300;

/** The value once typing has paused; syncs with the clock. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return useDeferredValue(settled);
}

/** What a query finds in the last 30 days, or where its mistake stands. */
export function TopicPreview({ query }: { query: string }) {
  const t = useTranslations("topics");
  const format = useFormat();
  const { scope } = useProject();
  const settled = useSettled(query);
  const preview = useQuery(topicPreviewOptions(scope, settled));
  const { data } = preview;
  if (settled.trim() === "") return <p className="text-ink-3 text-sm">{t("previewStart")}</p>;
  if (preview.error) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  return (
    <section aria-label={t("preview")} aria-live="polite" className="min-h-32">
      {data?.problem ? <Problem query={settled} problem={data.problem} /> : null}
      {data && !data.problem ? (
        <>
          {data.warnings.map((warning) => (
            <Remark key={warning.start} query={settled} remark={warning} />
          ))}
          <h3 className="text-base">{t("preview")}</h3>
          <p className="mb-2 text-ink-2 text-sm">
            {data.matchCount === 0
              ? t("previewNone")
              : t("previewCount", { count: data.matchCount ?? 0, total: format.integer(data.postCount ?? 0) })}
          </p>
          <ul aria-label={t("examples")} className="max-h-64 overflow-y-auto">
            {data.examples.map((post) => (
              <li key={post.id} className="border-line border-t py-2 text-sm">
                <span className="text-ink-3 text-xs">
                  {post.authorHandle} · {post.platform} · {format.dateTime(post.publishedAt)}
                </span>
                <p className="break-words">
                  <Highlight text={post.text} terms={data.highlight} />
                </p>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

/** The words of a problem in the reader's language; those of the server for a code this page does not know. */
function useWords({ code, message, hint }: QueryProblem): { message: string; hint: string } {
  const t = useTranslations("queryProblems");
  const key = code as keyof Messages["queryProblems"]["message"];
  if (!t.has(`message.${key}`)) return { message, hint };
  return { message: t(`message.${key}`), hint: t(`hint.${key}`) };
}

function Problem({ query, problem }: { query: string; problem: QueryProblem }) {
  const t = useTranslations("topics");
  const words = useWords(problem);
  const end = Math.max(problem.end, problem.start + 1);
  return (
    <div role="alert" className="flex flex-col gap-1 rounded-md border border-danger bg-danger-soft px-3 py-2 text-sm">
      <p className="whitespace-pre-wrap break-words font-mono text-xs">
        {query.slice(0, problem.start)}
        <mark className="border-danger border-b-2 bg-transparent text-danger">
          {query.slice(problem.start, end) || "␣"}
        </mark>
        {query.slice(end)}
      </p>
      <p className="font-medium">
        {words.message}{" "}
        <span className="font-normal text-ink-3">{t("problemAt", { start: String(problem.start + 1) })}</span>
      </p>
      <p className="text-ink-2">{words.hint}</p>
    </div>
  );
}

function Remark({ query, remark }: { query: string; remark: QueryProblem }) {
  const words = useWords(remark);
  return (
    <p className="mb-2 text-ink-2 text-sm">
      <q className="font-mono">{query.slice(remark.start, remark.end)}</q>: {words.message} {words.hint}
    </p>
  );
}
