"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useHotkeys } from "@/components/shell/hotkeys";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Kbd } from "@/components/ui/badge";
import { Button, ButtonLink, TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { useNames } from "@/components/ui/use-names";
import { classifierOptions } from "@/lib/client/classifiers";
import { pagePath } from "@/lib/client/paths";
import type { Classifier, LabelQueue, QueueOrder } from "@/lib/contracts/classifiers";
import { LabelCounts } from "./examples-tab";
import { useLabelling } from "./use-labelling";

/** One post at a time; number keys label it. */
export function LabellingPanel({ classifierId }: { classifierId: string }) {
  const t = useTranslations("classifiers");
  const common = useTranslations("common");
  const { scope } = useProject();
  const one = useQuery(classifierOptions(scope, classifierId));
  const home = pagePath(scope, `classifiers/${classifierId}`);
  return (
    <PageBody>
      <p className="pt-5 text-sm">
        <TextLink href={home}>{t("done")}</TextLink>
      </p>
      {one.isPending ? <SkeletonRows rows={6} label={common("loading")} /> : null}
      {one.error ? <ErrorState error={one.error} onRetry={() => void one.refetch()} /> : null}
      {one.data ? <PageHeader title={t("labelTitle", { name: one.data.name })} lead={t("labelKeys")} /> : null}
      {one.data?.labels.length === 0 ? (
        <EmptyState title={t("noLabelsYet")} action={<ButtonLink href={home}>{t("done")}</ButtonLink>} />
      ) : null}
      {one.data && one.data.labels.length > 0 ? <Labelling classifier={one.data} /> : null}
    </PageBody>
  );
}

function Labelling({ classifier }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const common = useTranslations("common");
  const [order, setOrder] = useState<QueueOrder>("newest");
  const { queue, current, give, skip, undo, canUndo, labelledCount, error, isWaiting, hasSkipped } = useLabelling(
    classifier,
    order,
  );
  const labels = classifier.labels;
  useHotkeys({
    ...Object.fromEntries(labels.slice(0, 9).map((label, at) => [String(at + 1), () => give(label)])),
    s: skip,
    z: undo,
  });
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap items-center gap-3">
          {classifier.newestVersion !== null ? (
            <Segmented<QueueOrder>
              aria-label={t("order")}
              value={order}
              onValueChange={setOrder}
              options={(["newest", "uncertain"] as const).map((value) => ({ value, label: t(`order_${value}`) }))}
            />
          ) : null}
          <p role="status" className="text-ink-2 text-sm">
            {t("labelledCount", { count: labelledCount })}
          </p>
        </div>
        {queue.isPending ? <SkeletonRows rows={5} label={common("loading")} /> : null}
        {queue.error ? <ErrorState error={queue.error} onRetry={() => void queue.refetch()} /> : null}
        {error ? <ErrorState error={error} /> : null}
        {current ? <Current of={current} labels={labels} onGive={give} /> : null}
        {queue.data && !isWaiting && !current ? (
          <EmptyState title={t("queueEmpty")}>{hasSkipped ? t("queueSkipped") : t("queueEmptyText")}</EmptyState>
        ) : null}
        <div className="flex gap-2">
          <Button onClick={skip} disabled={!current}>
            {t("skip")} <Kbd>S</Kbd>
          </Button>
          <Button icon="undo" onClick={undo} disabled={!canUndo}>
            {t("undo")} <Kbd>Z</Kbd>
          </Button>
        </div>
      </div>
      <aside className="min-w-0">
        <LabelCounts classifier={classifier} />
        <ul className="mt-3 text-ink-2 text-sm">
          {classifier.missing.map(({ label, count }) => (
            <li key={label}>{t("needMore", { label, count })}</li>
          ))}
          {classifier.missing.length === 0 ? <li>{t("enough")}</li> : null}
        </ul>
        {classifier.guideline ? (
          <section className="mt-5">
            <h2 className="font-semibold text-sm">{t("guideline")}</h2>
            <p className="whitespace-pre-line text-ink-2 text-sm">{classifier.guideline}</p>
          </section>
        ) : null}
      </aside>
    </div>
  );
}

/** The words and who wrote them, without what the reader thinks of them. */
function PostToLabel({ post }: { post: LabelQueue["posts"][number]["post"] }) {
  const format = useFormat();
  const names = useNames();
  return (
    <article aria-label={`@${post.author.handle}`}>
      <p className="text-ink-3 text-xs">
        @{post.author.handle} · {names.platform(post.platform)} · {format.dateTime(post.publishedAt)}
      </p>
      {post.parent?.text ? (
        <p className="mt-1 border-line-strong border-l-2 pl-2 text-ink-3 text-sm">{post.parent.text}</p>
      ) : null}
      <p className="mt-1 whitespace-pre-wrap break-words text-lg leading-7">{post.text}</p>
    </article>
  );
}

function Current({
  of: { post, guess },
  labels,
  onGive,
}: {
  of: LabelQueue["posts"][number];
  labels: readonly string[];
  onGive: (label: string) => void;
}) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  return (
    <>
      <div className="min-h-40 border-line border-y py-3">
        <PostToLabel post={post} />
      </div>
      <p className="min-h-5 text-ink-3 text-xs">
        {guess ? t("guess", { label: guess.label, sure: format.percent(guess.probability) }) : null}
      </p>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{t("labels")}</legend>
        {labels.map((label, at) => (
          <Button key={label} onClick={() => onGive(label)}>
            {at < 9 ? <Kbd>{at + 1}</Kbd> : null} {label}
          </Button>
        ))}
      </fieldset>
    </>
  );
}
