"use client";

import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Badge, type Tone } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from "@/components/ui/menu";
import { RelativeTime } from "@/components/ui/now";
import { useFormat } from "@/components/ui/use-format";
import { SENTIMENTS } from "@/lib/contracts/entities";
import type { PostCard } from "@/lib/contracts/posts";
import { useCorrect } from "./use-correct";

const UNREAD = { pending: "sentimentPending", unsupported: "sentimentUnsupported", failed: "sentimentFailed" } as const;
/** On a phone, "Not read: language not supported" takes two lines. */
const WRAPS =
  "max-sm:h-auto max-sm:min-h-5 max-sm:max-w-36 max-sm:whitespace-normal max-sm:py-0.5 max-sm:text-left max-sm:leading-tight";

export type SentimentChipProps = {
  post: PostCard;
  /** Opens why the post has its label; undefined when it has none. */
  onWhy: (() => void) | undefined;
};

/** What the post feels and how sure that is; for those who may, a menu that corrects it. */
export function SentimentChip({ post, onWhy }: SentimentChipProps) {
  const t = useTranslations("posts");
  const charts = useTranslations("charts");
  const format = useFormat();
  const { can } = useProject();
  const { sentiment, correction, model, readState } = post;
  const tone: Tone = sentiment ?? "plain";
  const word = sentiment
    ? charts(`sentiment_${sentiment}`)
    : readState === "read"
      ? charts("sentiment_unread")
      : t(UNREAD[readState]);
  const sure = model && !correction ? Math.max(...model.probabilities) : null;
  const body = (
    <>
      <span className="font-medium">{word}</span>
      {sure === null ? null : (
        <span className="font-normal" title={t("confidence", { value: format.percent(sure) })}>
          {format.percent(sure)}
        </span>
      )}
      {correction ? (
        <>
          <Icon name="edit" size={11} />
          <span>{t("corrected")}</span>
        </>
      ) : null}
    </>
  );
  if (!can("post:correct") || post.text === null)
    return (
      <span title={can("post:correct") ? undefined : t("noPermission")}>
        <Badge tone={tone} className={WRAPS}>
          {body}
        </Badge>
      </span>
    );
  return (
    <Menu
      align="end"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={t("sentimentOf", { handle: post.author.handle, value: word })}
          className="tap shrink-0 rounded-sm"
        >
          <Badge tone={tone} className={cx(WRAPS, "transition-colors duration-150 hover:bg-sunken")}>
            {body}
            <Icon name="chevronDown" size={11} />
          </Badge>
        </button>
      }
    >
      <SentimentMenu post={post} onWhy={onWhy} />
    </Menu>
  );
}

function SentimentMenu({ post, onWhy }: SentimentChipProps) {
  const t = useTranslations("posts");
  const why = useTranslations("why");
  const charts = useTranslations("charts");
  const format = useFormat();
  const { correct } = useCorrect();
  const { model, correction } = post;
  const share = (at: number) => (model ? format.percent(model.probabilities[at] ?? 0) : undefined);
  return (
    <>
      <MenuLabel>{t("correctTo")}</MenuLabel>
      <MenuRadio
        value={post.sentiment}
        onValueChange={(sentiment) => correct({ posts: [post], sentiment })}
        options={SENTIMENTS.map((value, at) => ({ value, label: charts(`sentiment_${value}`), hint: share(at) }))}
      />
      {correction ? (
        <>
          <MenuSeparator />
          <MenuLabel>
            {t.rich("correctedBy", { name: correction.by, ago: () => <RelativeTime at={correction.at} /> })}
          </MenuLabel>
          {model ? <MenuLabel>{t("modelSaid", { value: charts(`sentiment_${model.sentiment}`) })}</MenuLabel> : null}
          <MenuItem icon="undo" onSelect={() => correct({ posts: [post], sentiment: null })}>
            {t("takeBack")}
          </MenuItem>
        </>
      ) : null}
      {onWhy ? (
        <>
          <MenuSeparator />
          <MenuItem icon="info" onSelect={onWhy}>
            {why("open")}
          </MenuItem>
        </>
      ) : null}
      {model ? (
        <>
          <MenuSeparator />
          <MenuLabel>{t("modelVersion", { version: model.modelVersion })}</MenuLabel>
        </>
      ) : null}
    </>
  );
}
