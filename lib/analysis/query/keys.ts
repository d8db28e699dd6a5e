/** The stored forms of a post's fields: what an author, tag, hashtag, platform or language is compared by. */

const INVISIBLE_OR_QUOTE = /[\p{Cc}\p{Cf}"\u201c\u201d\u201e\u201f]/gu;

function fieldKey(value: string): string {
  return value
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .replace(INVISIBLE_OR_QUOTE, "")
    .normalize("NFKC")
    .replace(/\s+/gu, " ")
    .trim();
}

/** An author's handle as it is compared: lower case, without a leading @. Stored in `authors.handle_key`. */
export function handleKey(handle: string): string {
  return fieldKey(handle).replace(/^[@\s]+/u, "");
}

/** A tag as it is compared: lower case, single spaces, no quotes. Stored in `posts.tag_keys`. */
export function tagKey(tag: string): string {
  return fieldKey(tag);
}

/** A platform's name as it is stored and compared: lower case, single spaces. */
export function platformKey(platform: string): string {
  return fieldKey(platform);
}

/** A language as it is stored and compared: its primary subtag (`zh` of `zh_CN`); null when it is not a language tag. */
export function langKey(lang: string): string | null {
  const primary = /^([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*$/.exec(fieldKey(lang))?.[1];
  return primary && primary !== "und" ? primary : null;
}

/** A hashtag as it is compared: lower case, without its #. */
export function hashtagKey(hashtag: string): string {
  return fieldKey(hashtag).replace(/^[#\s]+|[#\s]+$/gu, "");
}

/** `#one` as most platforms write it, and `#一#` as Weibo does; not `page#part`, `&#39;` or `#1`. */
const HASHTAG = /(?<![A-Za-z0-9_&/#])#([\p{L}\p{N}\p{M}_]+)#?/gu;
const MAX_HASHTAGS = 50;

/** The distinct hashtags of a text, in order of appearance, as they are compared; at most 50. */
export function hashtagKeys(text: string): string[] {
  if (!/[#\uff03\ufe5f]/.test(text)) return [];
  const folded = text.normalize("NFKC");
  const keys = new Set<string>();
  for (const [, name] of folded.matchAll(HASHTAG)) {
    if (keys.size === MAX_HASHTAGS) break;
    if (name && /\p{L}/u.test(name)) keys.add(hashtagKey(name));
  }
  return [...keys];
}
