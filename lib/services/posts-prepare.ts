/** A post from a source, brought into the forms that are stored; pure, so that it can be done while a batch commits. */
import { type PostFields, postFields } from "@/lib/analysis/query/post-fields";
import { identifyLanguage } from "@/lib/analysis/text/language-identify";
import { mentionKeys } from "@/lib/analysis/text/mentions";
import type { RawPost } from "@/lib/contracts/raw-post";
import { sha256Hex } from "@/lib/crypto";

export interface PreparedPost {
  raw: RawPost;
  /** What topics are matched on; `platform` is part of the natural key. */
  fields: PostFields;
  mentions: string[];
  /** Hex of the first 16 bytes of SHA-256: over the text, and over everything the source said. */
  textHash: string;
  contentHash: string;
}

/**
 * `isDated`: the source gave the date; if not, it is no part of what the source said. Where the source gives no language,
 * the text shows it: stored like a given one, and no part of what the source said either.
 */
export function preparePost(raw: RawPost, isDated: boolean): PreparedPost {
  const said = isDated ? raw : { ...raw, publishedAtMs: null };
  return {
    raw,
    fields: postFields({ ...raw, lang: raw.lang ?? identifyLanguage(raw.text) }),
    mentions: mentionKeys(raw.text),
    textHash: sha256Hex(raw.text).slice(0, 32),
    contentHash: sha256Hex(JSON.stringify(said)).slice(0, 32),
  };
}

/** Order of the natural key, the same for every writer: sorted batches cannot deadlock. */
export function byNaturalKey(a: PreparedPost, b: PreparedPost): number {
  if (a.fields.platform !== b.fields.platform) return a.fields.platform < b.fields.platform ? -1 : 1;
  if (a.raw.externalId === b.raw.externalId) return 0;
  return a.raw.externalId < b.raw.externalId ? -1 : 1;
}

/** The natural key as one string, for maps. */
export const naturalKey = (post: PreparedPost): string => `${post.fields.platform}\u0000${post.raw.externalId}`;
