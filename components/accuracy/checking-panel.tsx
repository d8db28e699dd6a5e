"use client";

import { useTranslations } from "use-intl/react";
import { useHotkeys } from "@/components/shell/hotkeys";
import { PageBody, PageHeader } from "@/components/shell/page-header";
import { useProject } from "@/components/shell/project-context";
import { Kbd } from "@/components/ui/badge";
import { Button, ButtonLink, TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { useNames } from "@/components/ui/use-names";
import { pagePath } from "@/lib/client/paths";
import type { Answer, CheckPost } from "@/lib/contracts/accuracy";
import { Guideline } from "./guideline";
import { useChecking } from "./use-checking";

const KEYS: readonly { key: string; answer: Answer }[] = [
  { key: "1", answer: "negative" },
  { key: "2", answer: "neutral" },
  { key: "3", answer: "positive" },
  { key: "0", answer: "cannot_tell" },
];

/** One post at a time, answered by number keys; the model's answer is told afterwards. */
export function CheckingPanel() {
  const t = useTranslations("accuracy");
  const { scope } = useProject();
  return (
    <PageBody>
      <p className="pt-5 text-sm">
        <TextLink href={pagePath(scope, "accuracy")}>{t("done")}</TextLink>
      </p>
      <PageHeader title={t("checkTitle")} lead={t("checkKeys")} />
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Checking />
        <aside className="min-w-0">
          <Guideline />
        </aside>
      </div>
    </PageBody>
  );
}

function Checking() {
  const t = useTranslations("accuracy");
  const common = useTranslations("common");
  const format = useFormat();
  const { scope } = useProject();
  const checking = useChecking();
  const { queue, current, give, skip, undo, progress, isWaiting } = checking;
  useHotkeys({
    ...Object.fromEntries(KEYS.map(({ key, answer }) => [key, () => give(answer)])),
    s: skip,
    z: undo,
  });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <p role="status" className="min-h-5 text-ink-2 text-sm">
        {progress
          ? t("progress", { answered: format.integer(progress.answered), left: format.integer(progress.left) })
          : null}
      </p>
      {queue.isPending ? <SkeletonRows rows={5} label={common("loading")} /> : null}
      {queue.error ? <ErrorState error={queue.error} onRetry={() => void queue.refetch()} /> : null}
      {checking.error ? <ErrorState error={checking.error} /> : null}
      {current ? (
        <>
          <div className="min-h-40 border-line border-y py-3">
            <PostToCheck post={current} />
          </div>
          <fieldset className="flex flex-wrap gap-2">
            <legend className="sr-only">{t("answers")}</legend>
            {KEYS.map(({ key, answer }) => (
              <Button key={key} onClick={() => give(answer)}>
                <Kbd>{key}</Kbd> {t(`answer_${answer}`)}
              </Button>
            ))}
          </fieldset>
        </>
      ) : null}
      {queue.data && !isWaiting && !current ? (
        <EmptyState
          title={t("queueEmpty")}
          action={<ButtonLink href={pagePath(scope, "accuracy")}>{t("done")}</ButtonLink>}
        >
          {checking.hasSkipped ? t("queueSkipped") : t("queueEmptyText")}
        </EmptyState>
      ) : null}
      <SaidBefore said={checking.saidBefore} />
      <div className="flex gap-2">
        <Button onClick={skip} disabled={!current}>
          {t("skip")} <Kbd>S</Kbd>
        </Button>
        <Button icon="undo" onClick={undo} disabled={!checking.canUndo}>
          {t("undo")} <Kbd>Z</Kbd>
        </Button>
      </div>
    </div>
  );
}

function SaidBefore({ said }: { said: ReturnType<typeof useChecking>["saidBefore"] }) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  return (
    <p className="min-h-5 text-ink-3 text-xs">
      {said?.model
        ? t("modelSaid", {
            answer: t(`answer_${said.answer}`),
            model: t(`answer_${said.model.sentiment}`),
            sure: format.percent(said.model.probability),
          })
        : null}
    </p>
  );
}

function PostToCheck({ post }: { post: CheckPost }) {
  const format = useFormat();
  const names = useNames();
  return (
    <article aria-label={`@${post.authorHandle}`}>
      <p className="text-ink-3 text-xs">
        @{post.authorHandle} · {names.platform(post.platform)} · {format.dateTime(post.publishedAt)}
      </p>
      {post.parentText ? (
        <p className="mt-1 border-line-strong border-l-2 pl-2 text-ink-3 text-sm">{post.parentText}</p>
      ) : null}
      <p className="mt-1 whitespace-pre-wrap break-words text-lg leading-7">{post.text}</p>
    </article>
  );
}
