"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useHotkeys } from "@/components/shell/hotkeys";
import { useProject } from "@/components/shell/project-context";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import type { Sentiment } from "@/lib/contracts/entities";
import type { PostCard as Post } from "@/lib/contracts/posts";
import { PostCard } from "./post-card";
import { SelectionBar } from "./selection-bar";
import { useCorrect } from "./use-correct";

export type PostListProps = { posts: readonly Post[]; highlight: readonly string[] };

/** Cards to walk through by keyboard, select and correct. */
export function PostList({ posts, highlight }: PostListProps) {
  const t = useTranslations("posts");
  const { can } = useProject();
  const { correct } = useCorrect();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(-1);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = posts.filter((post) => selected.has(post.id));
  const current = posts[at];
  const go = (step: number) => () => {
    const next = Math.min(posts.length - 1, Math.max(0, at + step));
    setAt(next);
    const item = list.current?.querySelectorAll<HTMLElement>(":scope > li")[next];
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: "nearest" });
  };
  const toggle = (post: Post | undefined) => {
    if (!post) return;
    const next = new Set(selected);
    if (!next.delete(post.id)) next.add(post.id);
    setSelected(next);
  };
  /** Keys act on what is selected, else on the post one stands on. */
  const set = (sentiment: Sentiment) => () => {
    const targets = (chosen.length > 0 ? chosen : current ? [current] : []).filter((post) => post.text !== null);
    if (targets.length > 0 && can("post:correct")) correct({ posts: targets, sentiment });
  };
  useHotkeys({
    j: go(1),
    k: go(-1),
    x: () => toggle(current),
    1: set("negative"),
    2: set("neutral"),
    3: set("positive"),
  });
  return (
    <>
      {chosen.length > 0 ? (
        <SelectionBar
          posts={chosen}
          onSelectAll={() => setSelected(new Set(posts.map((post) => post.id)))}
          onClear={() => setSelected(new Set())}
        />
      ) : null}
      <ul ref={list} aria-label={t("list")}>
        {posts.map((post, index) => (
          <li
            key={post.id}
            tabIndex={-1}
            onFocus={() => setAt(index)}
            className={cx(
              "relative scroll-mt-36 scroll-mb-8 border-line border-t outline-none",
              "before:absolute before:inset-y-0 before:-left-3 before:w-0.5 before:bg-signal before:opacity-0 focus-within:before:opacity-100",
              selected.has(post.id) && "bg-signal-soft/50",
            )}
          >
            <PostCard
              post={post}
              highlight={highlight}
              lead={
                <Checkbox
                  className="mt-0.5"
                  aria-label={t("select", { handle: post.author.handle })}
                  checked={selected.has(post.id)}
                  onCheckedChange={() => toggle(post)}
                />
              }
            />
          </li>
        ))}
      </ul>
    </>
  );
}
