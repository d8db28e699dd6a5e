/** Values of the smaller columns, as exports write them, to the forms that are stored. */
import type { PostType } from "@/lib/contracts/entities";

const UNKNOWN_LANGUAGES = new Set(["", "und", "zxx", "art", "mis", "mul", "qam", "qct", "qht", "qme", "qst"]);
const LANGUAGE_SHAPE = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i;
const COMMON_LANGUAGES =
  "ar bg bn ca cs cy da de el en es et eu fa fi fil fr gl gu he hi hr hu id is it ja kn ko lt lv ml mr ms nb ne nl no pa pl pt ro ru sk sl sr sv sw ta te th tl tr uk ur vi zh";

/** What cannot be cached away grows with the file; what can is capped here. */
const MAX_CACHED = 5_000;

function cached<T>(read: (raw: string) => T): (raw: string) => T {
  const known = new Map<string, T>();
  return (raw) => {
    const hit = known.get(raw);
    if (hit !== undefined || known.has(raw)) return hit as T;
    const value = read(raw);
    if (known.size < MAX_CACHED) known.set(raw, value);
    return value;
  };
}

function namesByCode(type: "language" | "region", codes: string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const locale of ["en", "zh-CN"]) {
    const display = new Intl.DisplayNames([locale], { type, fallback: "none" });
    for (const code of codes) {
      const name = display.of(code)?.toLowerCase();
      if (name !== undefined) names.set(name, code);
    }
  }
  return names;
}

let languageNames: Map<string, string> | undefined;
let regionNames: Map<string, string> | undefined;
let knownLanguages: Intl.DisplayNames | undefined;

/**
 * A language tag (`en`, `pt-BR`, `zh_CN`, `iw`) or a language's English or Chinese name, to its primary subtag in lower
 * case (`pt`, `zh`, `he`); null for "undetermined" and for what is no language.
 */
export const readLanguage = cached((raw: string): string | null => {
  const text = raw.trim().toLowerCase().replaceAll("_", "-");
  if (UNKNOWN_LANGUAGES.has(text) || text.length > 40) return null;
  languageNames ??= namesByCode("language", COMMON_LANGUAGES.split(" "));
  const named = languageNames.get(text);
  if (named !== undefined) return named;
  if (!LANGUAGE_SHAPE.test(text) || text.length > 12) return null;
  const [base = ""] = (Intl.getCanonicalLocales(text)[0] ?? "").split("-");
  knownLanguages ??= new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
  return knownLanguages.of(base) === undefined ? null : base;
});

/** A country's two letters, or its English or Chinese name, to two capital letters; null for anything else. */
export const readCountry = cached((raw: string): string | null => {
  const text = raw.trim();
  if (text.length > 60) return null;
  if (regionNames === undefined) {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => code !== "ZZ" && code !== "EU");
    regionNames = namesByCode("region", codes);
    const display = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
    for (const code of codes) if (display.of(code) !== undefined) regionNames.set(code.toLowerCase(), code);
    regionNames.set("usa", "US").set("uk", "GB");
  }
  return regionNames.get(text.toLowerCase()) ?? null;
});

const PLATFORM_NAMES: Record<string, string> = {
  x: "twitter",
  "x.com": "twitter",
  "twitter.com": "twitter",
  新浪微博: "weibo",
  微博: "weibo",
  "weibo.com": "weibo",
  "reddit.com": "reddit",
  小红书: "xiaohongshu",
  抖音: "douyin",
  微信: "wechat",
  知乎: "zhihu",
  哔哩哔哩: "bilibili",
  b站: "bilibili",
  hn: "hackernews",
  "hacker news": "hackernews",
  ig: "instagram",
  fb: "facebook",
};

/** A platform's usual short name in lower case, at most 40 characters; "" where none is given. */
export const readPlatform = cached((raw: string): string => {
  const text = raw.trim().toLowerCase().replace(/\s+/g, " ").slice(0, 40).trim();
  return Object.hasOwn(PLATFORM_NAMES, text) ? (PLATFORM_NAMES[text] ?? text) : text;
});

const TYPES: Record<PostType, readonly string[]> = {
  post: ["post", "tweet", "original", "status", "article", "submission", "原创", "帖子", "文章"],
  reply: ["reply", "replied_to", "comment", "mention reply", "评论", "回复", "回帖"],
  repost: ["repost", "retweet", "retweeted", "rt", "share", "reblog", "boost", "转发", "转帖"],
  quote: ["quote", "quoted", "qt", "quote tweet", "quotetweet", "引用"],
};

/** What an export calls the kind of a post; null for a word that is not known. */
export const readType = cached((raw: string): PostType | null => {
  const text = raw.trim().toLowerCase();
  for (const type of ["post", "reply", "repost", "quote"] as const) if (TYPES[type].includes(text)) return type;
  return null;
});

/** The kind of a post that does not say: a repost by its "RT @", a reply by its parent, a post otherwise. */
export function inferType(text: string, hasParent: boolean): PostType {
  if (text.startsWith("RT @")) return "repost";
  return hasParent ? "reply" : "post";
}

/** A web address of at most 2,000 characters; null for anything that is not http or https. */
export function readUrl(raw: string): string | null {
  const text = raw.trim();
  return text.length <= 2_000 && /^https?:\/\/[^\s/]+\S*$/i.test(text) ? text : null;
}
