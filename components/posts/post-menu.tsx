"use client";

import { useTranslations } from "use-intl/react";
import { useView } from "@/components/filters/use-view";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { PostCard } from "@/lib/contracts/posts";
import { useCopy } from "./use-copy";

export type PostMenuProps = {
  post: PostCard;
  /** Opens why the post has its label; undefined when it has none. */
  onWhy: (() => void) | undefined;
};

/** The rest of what can be done with a post. */
export function PostMenu({ post, onWhy }: PostMenuProps) {
  const t = useTranslations("posts");
  const why = useTranslations("why");
  const { view, change } = useView();
  const copy = useCopy();
  const { id, handle } = post.author;
  const url = post.url !== null && /^https?:\/\//i.test(post.url) ? post.url : null;
  const others = (list: readonly string[] | undefined) => [...new Set([...(list ?? []), id])];
  return (
    <Menu
      align="end"
      className="min-w-52"
      trigger={<IconButton icon="more" label={t("actions", { handle })} className="-my-1" />}
    >
      {url ? (
        <MenuItem asChild>
          <a href={url} target="_blank" rel="noreferrer noopener nofollow">
            {t("openOriginal")}
          </a>
        </MenuItem>
      ) : null}
      {post.text === null ? null : (
        <MenuItem icon="copy" onSelect={() => void copy([post.text ?? ""])}>
          {t("copyText")}
        </MenuItem>
      )}
      {onWhy ? (
        <MenuItem icon="info" onSelect={onWhy}>
          {why("open")}
        </MenuItem>
      ) : null}
      <MenuSeparator />
      <MenuItem icon="user" onSelect={() => change({ filter: { ...view.filter, authors: [id] } })}>
        {t("onlyAuthor", { handle })}
      </MenuItem>
      <MenuItem
        icon="minus"
        onSelect={() => change({ filter: { ...view.filter, notAuthors: others(view.filter.notAuthors) } })}
      >
        {t("notAuthor", { handle })}
      </MenuItem>
    </Menu>
  );
}
