"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { pagePath } from "@/lib/client/paths";
import { topicsOptions } from "@/lib/client/topics";
import type { Topic } from "@/lib/contracts/topics";
import { KIND_MESSAGES } from "./kind-messages";
import { TopicEditor } from "./topic-editor";

export function TopicsPanel() {
  const t = useTranslations("topics");
  const common = useTranslations("common");
  const { scope, can } = useProject();
  const topics = useQuery(topicsOptions(scope));
  const [edited, setEdited] = useState<Topic | "new" | null>(null);
  const create = can("topic:write") ? (
    <Button variant="primary" icon="plus" onClick={() => setEdited("new")}>
      {t("create")}
    </Button>
  ) : null;
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("lead")} actions={topics.data?.length ? create : null} />
      {topics.isPending ? <SkeletonRows rows={6} label={common("loading")} /> : null}
      {topics.error ? <ErrorState error={topics.error} onRetry={() => void topics.refetch()} /> : null}
      {topics.data?.length === 0 ? (
        <EmptyState title={t("empty")} action={create}>
          {t("emptyText")}
        </EmptyState>
      ) : null}
      {topics.data && topics.data.length > 0 ? <TopicsTable topics={topics.data} onEdit={setEdited} /> : null}
      {edited ? <TopicEditor topic={edited === "new" ? null : edited} onClose={() => setEdited(null)} /> : null}
    </PageBody>
  );
}

function TopicsTable({ topics, onEdit }: { topics: readonly Topic[]; onEdit: (topic: Topic) => void }) {
  const t = useTranslations("topics");
  const format = useFormat();
  const { scope, can } = useProject();
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th className="max-sm:hidden">{t("kind")}</Th>
          <Th className="max-md:hidden">{t("query")}</Th>
          <Th isNumber>{t("posts")}</Th>
        </tr>
      </thead>
      <tbody>
        {topics.map((topic) => (
          <tr key={topic.id}>
            <RowTh className="max-w-64">
              <span className="flex items-center gap-2">
                <span
                  aria-hidden="true"
                  className="size-2.5 shrink-0 rounded-full"
                  style={{ background: `var(--cat-${topic.colorIndex % 8})` }}
                />
                {can("topic:write") ? (
                  <button
                    type="button"
                    className="min-w-0 truncate text-left font-medium text-signal hover:underline"
                    onClick={() => onEdit(topic)}
                  >
                    {topic.name}
                  </button>
                ) : (
                  <span className="truncate font-medium">{topic.name}</span>
                )}
                {topic.rematchRunId ? <Badge tone="signal">{t("matching")}</Badge> : null}
              </span>
            </RowTh>
            <Td className="whitespace-nowrap text-ink-2 max-sm:hidden">{t(KIND_MESSAGES[topic.kind])}</Td>
            <Td className="max-w-96 truncate text-ink-3 max-md:hidden" title={topic.query}>
              {topic.query}
            </Td>
            <Td isNumber>
              <Link
                className="text-signal hover:underline"
                href={pagePath(scope, "posts", `topic=${topic.id}&range=all`)}
                aria-label={`${t("seePosts")}: ${topic.name}, ${format.integer(topic.postCount)}`}
              >
                {format.integer(topic.postCount)}
              </Link>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
