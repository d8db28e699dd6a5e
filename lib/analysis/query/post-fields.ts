/** What a query can see of a post, in the stored form: the same values stand in the database's columns. */
import type { PostType } from "@/lib/contracts/entities";
import { handleKey, hashtagKeys, langKey, platformKey, tagKey } from "./keys";
import { searchText } from "./search-text";

/** One post as the evaluator and the SQL compiler both see it. */
export type PostFields = {
  searchText: string;
  handleKey: string;
  /** `langKey` form; null where the language is unknown. */
  lang: string | null;
  platform: string;
  type: PostType;
  hashtags: readonly string[];
  tagKeys: readonly string[];
};

/** A post as a source gives it. `text` is null for a tombstone. */
export type PostSource = {
  text: string | null;
  authorHandle: string;
  lang: string | null;
  platform: string;
  type: PostType;
  tags: readonly string[];
};

/** Brings a post into the stored form. Whoever writes a post writes exactly these values. */
export function postFields(post: PostSource): PostFields {
  const text = post.text ?? "";
  return {
    searchText: searchText(text),
    handleKey: handleKey(post.authorHandle),
    lang: post.lang === null ? null : langKey(post.lang),
    platform: platformKey(post.platform),
    type: post.type,
    hashtags: hashtagKeys(text),
    tagKeys: [...new Set(post.tags.map(tagKey))].filter((key) => key !== ""),
  };
}
