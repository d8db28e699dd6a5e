"use client";

import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { SENTIMENTS } from "@/lib/contracts/entities";
import type { PostCard } from "@/lib/contracts/posts";
import { useCopy } from "./use-copy";
import { useCorrect } from "./use-correct";

export type SelectionBarProps = { posts: readonly PostCard[]; onSelectAll: () => void; onClear: () => void };

/** What can be done with many posts at once. */
export function SelectionBar({ posts, onSelectAll, onClear }: SelectionBarProps) {
  const t = useTranslations("posts");
  const charts = useTranslations("charts");
  const { can } = useProject();
  const { correct, isPending } = useCorrect();
  const copy = useCopy();
  const readable = posts.filter((post) => post.text !== null);
  return (
    <section
      aria-label={t("selected", { count: String(posts.length) })}
      className="floating sticky top-14 z-10 sm:top-30 mb-3 flex flex-wrap items-center gap-2 px-3 py-2 lg:top-18"
    >
      <span role="status" className="mr-1 font-semibold text-sm">
        {t("selected", { count: String(posts.length) })}
      </span>
      {can("post:correct") ? (
        <>
          <span className="text-ink-3 text-xs">{t("correctTo")}</span>
          {SENTIMENTS.map((sentiment) => (
            <Button
              key={sentiment}
              size="sm"
              disabled={isPending || readable.length === 0}
              onClick={() => correct({ posts: readable, sentiment })}
            >
              <span aria-hidden="true" className="size-2 rounded-xs" style={{ background: `var(--${sentiment})` }} />
              {charts(`sentiment_${sentiment}`)}
            </Button>
          ))}
        </>
      ) : null}
      <Button
        size="sm"
        variant="ghost"
        icon="copy"
        disabled={readable.length === 0}
        onClick={() => void copy(readable.map((post) => post.text ?? ""))}
      >
        {t("copyTexts")}
      </Button>
      <span className="grow" />
      <Button size="sm" variant="ghost" onClick={onSelectAll}>
        {t("selectLoaded")}
      </Button>
      <Button size="sm" variant="ghost" onClick={onClear}>
        {t("unselect")}
      </Button>
    </section>
  );
}
