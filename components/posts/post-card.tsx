"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { TextLink } from "@/components/ui/button";
import { Icon, type IconName } from "@/components/ui/icon";
import { useNow } from "@/components/ui/now";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { pagePath } from "@/lib/client/paths";
import { DEFAULT_VIEW, writeView } from "@/lib/client/view-state";
import type { PostFilter } from "@/lib/contracts/post-filter";
import type { PostCard as Post } from "@/lib/contracts/posts";
import { Highlight } from "./highlight";
import { SentimentChip } from "./sentiment-chip";

export type PostCardProps = { post: Post; highlight: readonly string[]; lead?: ReactNode };

/** Who said what, when, to whom, and what came of it. */
export function PostCard({ post, highlight, lead }: PostCardProps) {
  const t = useTranslations("feed");
  return (
    <article className="flex gap-3 border-line border-t py-3" aria-label={`@${post.author.handle}`}>
      {lead}
      <div className="min-w-0 flex-1">
        <header className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <Author post={post} />
          <PostTime iso={post.publishedAt} />
          <span className="grow" />
          <SentimentChip post={post} />
        </header>
        {post.parent ? (
          <p className="mt-1 truncate border-line-strong border-l-2 pl-2 text-ink-3 text-xs">
            {t("inReplyTo", { handle: post.parent.authorHandle })}: {post.parent.text ?? t("gone")}
          </p>
        ) : null}
        {post.text === null ? (
          <p className="mt-1 text-ink-3 italic">{t("tombstone")}</p>
        ) : (
          <p className="mt-1 whitespace-pre-wrap break-words" lang={post.lang ?? undefined} dir="auto">
            <Highlight text={post.text} terms={highlight} />
          </p>
        )}
        <Foot post={post} />
      </div>
    </article>
  );
}

function Author({ post }: { post: Post }) {
  const t = useTranslations("feed");
  const format = useFormat();
  const { scope } = useProject();
  const { author } = post;
  const filter: PostFilter = { authors: [author.id] };
  return (
    <>
      <TextLink
        className="font-semibold text-ink"
        href={pagePath(scope, "posts", writeView({ ...DEFAULT_VIEW, range: { preset: "all" }, filter }))}
      >
        {author.name ?? author.handle}
      </TextLink>
      <span className="text-ink-3 text-xs">
        {author.name ? `@${author.handle} · ` : ""}
        {post.platform}
        {author.followerCount === null ? "" : ` · ${t("followers", { count: format.compact(author.followerCount) })}`}
      </span>
    </>
  );
}

function PostTime({ iso }: { iso: string }) {
  const format = useFormat();
  const nowMs = useNow();
  return (
    <time dateTime={iso} title={format.dateTimeZone(iso)} className="text-ink-3 text-xs">
      {format.dateTime(iso)} · {format.relative(iso, nowMs)}
    </time>
  );
}

function Foot({ post }: { post: Post }) {
  const t = useTranslations("feed");
  const format = useFormat();
  const { scope } = useProject();
  const isSafeUrl = post.url !== null && /^https?:\/\//i.test(post.url);
  return (
    <footer className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-3 text-xs">
      <Figure
        icon="heart"
        label={t("likes", { count: format.integer(post.likeCount) })}
        value={format.compact(post.likeCount)}
      />
      <Figure
        icon="repost"
        label={t("reposts", { count: format.integer(post.repostCount) })}
        value={format.compact(post.repostCount)}
      />
      <Figure
        icon="reply"
        label={t("replies", { count: format.integer(post.replyCount) })}
        value={format.compact(post.replyCount)}
      />
      {post.lang ? <span>{format.language(post.lang) ?? post.lang}</span> : null}
      {post.topics.map((topic) => (
        <TextLink
          key={topic.id}
          className="text-ink-2"
          href={pagePath(scope, "posts", writeView({ ...DEFAULT_VIEW, filter: { topics: [topic.id] } }))}
        >
          {topic.name}
        </TextLink>
      ))}
      {post.tags.map((tag) => (
        <span key={tag} className="rounded-sm bg-sunken px-1.5">
          {tag}
        </span>
      ))}
      {isSafeUrl && post.url ? (
        <a
          href={post.url}
          rel="noreferrer noopener nofollow"
          target="_blank"
          className="inline-flex items-center gap-1 text-signal hover:underline"
        >
          <Icon name="external" size={12} /> {t("open")}
        </a>
      ) : null}
    </footer>
  );
}

function Figure({ icon, label, value }: { icon: IconName; label: string; value: string }) {
  return (
    <span className="inline-flex items-center gap-1 tabular-nums" title={label}>
      <Icon name={icon} size={12} />
      <span aria-hidden="true">{value}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}

/** Cards on their way, of their final height. */
export function PostCardsSkeleton({ count, label }: { count: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: count }, (_, at) => `card-${at}`).map((key) => (
        <div key={key} className="flex flex-col gap-2 border-line border-t py-3">
          <Skeleton className="h-3 w-48" />
          <Skeleton className="h-3 w-full max-w-xl" />
          <Skeleton className="h-3 w-2/3 max-w-md" />
          <Skeleton className="h-3 w-40" />
        </div>
      ))}
    </div>
  );
}
