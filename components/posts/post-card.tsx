"use client";

import Link from "next/link";
import { type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { cx } from "@/components/ui/cx";
import { Icon, type IconName } from "@/components/ui/icon";
import { useNow } from "@/components/ui/now";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { useNames } from "@/components/ui/use-names";
import { pagePath } from "@/lib/client/paths";
import { DEFAULT_VIEW, writeView } from "@/lib/client/view-state";
import type { PostFilter } from "@/lib/contracts/post-filter";
import type { PostCard as Post } from "@/lib/contracts/posts";
import { ClassChips } from "./class-chips";
import { EmotionChips } from "./emotion-chips";
import { Highlight } from "./highlight";
import { PostMenu } from "./post-menu";
import { SentimentChip } from "./sentiment-chip";
import { WhySheet } from "./why-panel";

const LONG_TEXT = 480;

export type PostCardProps = {
  post: Post;
  highlight: readonly string[];
  /** Before the card: its checkbox. */
  lead?: ReactNode;
  /** A few lines only, without a menu. */
  isShort?: boolean;
};

/** Who said what, when, to whom, and what came of it. */
export function PostCard({ post, highlight, lead, isShort = false }: PostCardProps) {
  const header = useRef<HTMLElement>(null);
  // null: nobody has asked yet
  const [isWhyOpen, setIsWhyOpen] = useState<boolean | null>(null);
  const onWhy = post.text !== null && post.readState === "read" ? () => setIsWhyOpen(true) : undefined;
  return (
    <article className="group/post flex gap-3 py-3" aria-label={`@${post.author.handle}`}>
      {lead}
      <div className="min-w-0 flex-1">
        <header ref={header} className="flex items-start gap-x-3">
          <p className="min-w-0 flex-1 text-ink-3 text-xs leading-5">
            <Author post={post} />
            <Meta post={post} />
          </p>
          <SentimentChip post={post} onWhy={onWhy} />
          {isShort ? null : <PostMenu post={post} onWhy={onWhy} />}
        </header>
        {isWhyOpen === null ? null : (
          <WhySheet post={post} open={isWhyOpen} onOpenChange={setIsWhyOpen} anchor={header} />
        )}
        <Parent post={post} />
        <Body post={post} highlight={highlight} isShort={isShort} />
        <Foot post={post} />
      </div>
    </article>
  );
}

function Author({ post }: { post: Post }) {
  const t = useTranslations("posts");
  const { scope } = useProject();
  const { author } = post;
  const filter: PostFilter = { authors: [author.id] };
  return (
    <>
      <Link
        className="mr-1.5 font-semibold text-ink text-sm hover:text-signal hover:underline"
        href={pagePath(scope, "posts", writeView({ ...DEFAULT_VIEW, range: { preset: "all" }, filter }))}
        title={t("onlyAuthor", { handle: author.handle })}
      >
        {author.name ?? author.handle}
      </Link>
      {author.name && author.name !== author.handle ? <span className="mr-1.5">@{author.handle}</span> : null}
    </>
  );
}

/** Followers, platform, kind, language, time; a dot ends each but the last, so that no line begins with one. */
function Meta({ post }: { post: Post }) {
  const t = useTranslations("posts");
  const vocabulary = useTranslations("vocabulary");
  const names = useNames();
  const format = useFormat();
  const { followerCount } = post.author;
  const parts = [
    followerCount === null ? null : t("followers", { count: format.compact(followerCount) }),
    names.platform(post.platform),
    post.type === "post" || post.parent ? null : vocabulary(`type_${post.type}`),
    post.lang ? names.language(post.lang) : null,
  ].filter((part) => part !== null);
  return (
    <>
      {parts.map((part) => (
        <span key={part}>
          <span className="whitespace-nowrap">
            {part}
            <span aria-hidden="true"> ·</span>
          </span>{" "}
        </span>
      ))}
      <PostTime iso={post.publishedAt} />
    </>
  );
}

function PostTime({ iso }: { iso: string }) {
  const format = useFormat();
  const nowMs = useNow();
  return (
    <time dateTime={iso} title={format.dateTimeZone(iso)} className="whitespace-nowrap" suppressHydrationWarning>
      <span className="max-sm:sr-only">{format.dateTime(iso)} · </span>
      {format.relative(iso, nowMs)}
    </time>
  );
}

function Parent({ post }: { post: Post }) {
  const t = useTranslations("posts");
  if (!post.parent) return null;
  const isRepost = post.type === "repost";
  return (
    <p className="mt-1 flex gap-1.5 border-line-strong border-l-2 pl-2 text-ink-3 text-xs leading-5">
      <span className="shrink-0">{t(`parentOf_${post.type}`, { handle: post.parent.authorHandle })}</span>
      {isRepost ? null : (
        <span className="min-w-0 truncate" dir="auto">
          {post.parent.text ?? t("parentGone")}
        </span>
      )}
    </p>
  );
}

function Body({ post, highlight, isShort }: { post: Post; highlight: readonly string[]; isShort: boolean }) {
  const t = useTranslations("posts");
  const [isOpen, setIsOpen] = useState(false);
  if (post.text === null) return <p className="mt-1 text-ink-3 italic">{t("tombstone")}</p>;
  const isLong = !isShort && (post.text.length > LONG_TEXT || post.text.split("\n").length > 8);
  return (
    <>
      <p
        lang={post.lang ?? undefined}
        dir="auto"
        className={cx(
          "mt-1 max-w-prose whitespace-pre-wrap break-words",
          isShort ? "line-clamp-3" : isLong && !isOpen && "line-clamp-6",
        )}
      >
        <Highlight text={post.text} terms={highlight} />
      </p>
      {isLong ? (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="mt-0.5 text-signal text-xs hover:underline"
        >
          {isOpen ? t("less") : t("more")}
        </button>
      ) : null}
    </>
  );
}

function Foot({ post }: { post: Post }) {
  const t = useTranslations("posts");
  const format = useFormat();
  const { scope } = useProject();
  const figures = [
    { key: "likes", icon: "heart", count: post.likeCount },
    { key: "reposts", icon: "repost", count: post.repostCount },
    { key: "replies", icon: "reply", count: post.replyCount },
  ] as const satisfies readonly { key: string; icon: IconName; count: number }[];
  return (
    <footer className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-3 text-xs leading-5">
      {figures.map(({ key, icon, count }) => (
        <span
          key={key}
          className="inline-flex items-center gap-1 tabular-nums"
          title={t(key, { count: format.integer(count) })}
        >
          <Icon name={icon} size={13} />
          <span aria-hidden="true">{format.compact(count)}</span>
          <span className="sr-only">{t(key, { count: format.integer(count) })}</span>
        </span>
      ))}
      <EmotionChips post={post} />
      <ClassChips post={post} />
      {post.topics.map((topic) => (
        <Link
          key={topic.id}
          className="text-ink-2 hover:text-signal hover:underline"
          href={pagePath(scope, "posts", writeView({ ...DEFAULT_VIEW, filter: { topics: [topic.id] } }))}
        >
          # {topic.name}
        </Link>
      ))}
      {post.tags.map((tag) => (
        <span key={tag} className="rounded-sm bg-sunken px-1.5">
          {tag}
        </span>
      ))}
    </footer>
  );
}

/** Cards on their way, of about their final height. */
export function PostCardsSkeleton({ count, label }: { count: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: count }, (_, at) => `card-${at}`).map((key, at) => (
        <div key={key} className="flex flex-col gap-2.5 border-line border-t py-4">
          <Skeleton className="h-3 w-56 max-w-full" />
          <Skeleton className="h-3 max-w-full" style={{ width: `${26 + ((at * 7) % 9)}rem` }} />
          <Skeleton className="h-3 w-40" />
        </div>
      ))}
    </div>
  );
}
