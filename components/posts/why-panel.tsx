"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { PATIENT_ANSWERS, whyOptions } from "@/lib/client/why";
import type { PostCard } from "@/lib/contracts/posts";
import type { PostWhy, WhyHead } from "@/lib/contracts/why";
import { useLabelNames } from "./use-label-names";
import { WhyView } from "./why-view";

export type WhySheetProps = {
  post: PostCard;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: RefObject<HTMLElement | null>;
};

/** Why a post has its label, beside the label. */
export function WhySheet({ post, open, onOpenChange, anchor }: WhySheetProps) {
  const t = useTranslations("why");
  const [head, setHead] = useState<WhyHead>("sentiment");
  const nameOf = useLabelNames(head);
  const label = labelOf(post, head);
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      anchor={anchor}
      title={label === null ? t("titlePlain") : t("title", { label: nameOf(label) })}
    >
      <HeadChoice post={post} head={head} onChange={setHead} />
      {open ? <WhyPanel key={head} post={post} head={head} /> : null}
    </Sheet>
  );
}

/** What the model says of the post under a head. */
function labelOf(post: PostCard, head: WhyHead): string | null {
  if (head === "sentiment") return post.model?.sentiment ?? null;
  return head === "emotion" ? (post.emotion?.label ?? null) : "yes";
}

type HeadChoiceProps = { post: PostCard; head: WhyHead; onChange: (head: WhyHead) => void };

/** Sentiment, and what else the card says of the post. */
function HeadChoice({ post, head, onChange }: HeadChoiceProps) {
  const t = useTranslations("why");
  const vocabulary = useTranslations("vocabulary");
  const heads: WhyHead[] = [
    "sentiment",
    ...(post.emotion ? ["emotion" as const] : []),
    ...post.flags.map(({ flag }) => flag),
  ];
  if (heads.length === 1) return null;
  return (
    <Select
      aria-label={t("head")}
      value={head}
      onValueChange={onChange}
      className="mb-3"
      options={heads.map((value) => ({
        value,
        label: value === "sentiment" || value === "emotion" ? t(`head_${value}`) : vocabulary(`flag_${value}`),
      }))}
    />
  );
}

function WhyPanel({ post, head }: { post: PostCard; head: WhyHead }) {
  const { scope } = useProject();
  const options = whyOptions(scope, post.id, head);
  const query = useQuery(options);
  const answers = useQueryClient().getQueryState(options.queryKey)?.dataUpdateCount ?? 0;
  if (query.isPending) return <Working isLong={false} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.state === "pending") return <Working isLong={answers > PATIENT_ANSWERS} />;
  if (query.data.state === "ready") return <WhyView post={post} head={head} why={query.data} />;
  return <Nothing why={query.data} onRetry={() => void query.refetch()} />;
}

function Working({ isLong }: { isLong: boolean }) {
  const t = useTranslations("why");
  return (
    <div role="status" className="flex min-h-40 flex-col gap-2.5">
      <p className="text-ink-2">{isLong ? t("workingLong") : t("working")}</p>
      {["w-full", "w-5/6", "w-2/3", "w-1/2"].map((width) => (
        <Skeleton key={width} className={`h-3 ${width}`} />
      ))}
    </div>
  );
}

type NothingProps = { why: Extract<PostWhy, { state: "failed" | "none" }>; onRetry: () => void };

function Nothing({ why, onRetry }: NothingProps) {
  const t = useTranslations("why");
  const common = useTranslations("common");
  if (why.state === "none") return <p className="py-4 text-ink-2">{t(`none_${why.reason}`)}</p>;
  return (
    <div role="alert" className="flex flex-col items-start gap-2 py-4">
      <p>{t("failed")}</p>
      <Button size="sm" icon="refresh" onClick={onRetry}>
        {common("retry")}
      </Button>
    </div>
  );
}
