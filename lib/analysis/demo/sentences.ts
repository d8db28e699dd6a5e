/** Puts sentences together in the manner of an author: opening words, a core, more sentences, emoji, hashtags. */
import type { Sentiment } from "@/lib/contracts/entities";
import type { DemoAuthor } from "./authors";
import { expand, type Slots } from "./grammar";
import type { DemoLang } from "./market";
import type { Random } from "./random";
import { roughen } from "./roughen";

/** Who writes, in which mood, and with which words. */
export interface Manner {
  author: DemoAuthor;
  mood: Sentiment;
  slots: Slots;
  /** Sentences that can follow the core; empty for none. */
  follow: readonly string[];
  /** Answers come without opening words and are shorter. */
  isAnswer: boolean;
}

const END_SLOT = /\s*\{(?:launchTag|lateTag)\}$/;
const HAS_END = /[.!?。！？～…"]$|[@#]\S+$/;
const SOFT_OPENER = /(?:,|but|so|and) $/;
const PROPER_START =
  /^(?:I\b|@|#|[A-Z]{2}|Orrowell|Caldrith|Finchroast|Pebble\b|Sunday|\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur)day)/;

const OPENERS = { positive: "openPos", neutral: "openNeu", negative: "openNeg" } as const;
const EMOJI = { positive: "emoPos", neutral: "emoNeu", negative: "emoNeg" } as const;
const TAGS = { positive: "tagPos", neutral: "tagNeu", negative: "tagNeg" } as const;

const MARKS: Record<DemoLang, Record<Sentiment, readonly string[]>> = {
  en: { positive: [".", "!", "!"], neutral: ["."], negative: [".", ".", "!", "..."] },
  zh: { positive: ["。", "！", "～"], neutral: ["。"], negative: ["。", "！", "……"] },
};
const NO_MARK_RATIO = 0.35;

/** Chance of a second sentence, by platform: forums are wordy. */
const FOLLOW_RATIO = { x: 0.34, reddit: 0.85, mastodon: 0.5, youtube: 0.45, instagram: 0.5, weibo: 0.4 } as const;

const capitalize = (text: string): string => text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
const uncapitalize = (text: string): string =>
  PROPER_START.test(text) ? text : text.replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** "a" before a vowel becomes "an": slots do not know their neighbours. */
const fixArticles = (text: string): string => text.replace(/\b([Aa]) (?=[aeiou])/g, "$1n ");

/** Opening words with their own slots filled; the space at their end stays. */
function opener(random: Random, { mood, slots, isAnswer }: Manner): string {
  if (isAnswer || !random.chance(0.3)) return "";
  const template = random.pick(slots[OPENERS[mood]] ?? [""]);
  return template.replace(/\{[^}]*\}/g, (slot) => expand(slot, slots, random));
}

/** The core and what follows it; every sentence but the last gets an end mark. */
function sentencesOf(random: Random, core: string, manner: Manner): string[] {
  const start = opener(random, manner);
  const sentences = [start + (SOFT_OPENER.test(start) ? uncapitalize(core) : core)];
  let ratio = manner.follow.length === 0 ? 0 : FOLLOW_RATIO[manner.author.platform] * (manner.isAnswer ? 0.5 : 1);
  for (; sentences.length < 4 && random.chance(ratio); ratio *= 0.5) {
    const next = capitalize(expand(random.pick(manner.follow), manner.slots, random));
    if (!sentences.includes(next)) sentences.push(next);
  }
  const marks = MARKS[manner.author.lang][manner.mood];
  return sentences.map((sentence, i) => {
    const mayEndBare = i === sentences.length - 1 && random.chance(NO_MARK_RATIO);
    return HAS_END.test(sentence) || mayEndBare ? sentence : sentence + random.pick(marks);
  });
}

/** Emoji and hashtags after the words. */
function tail(random: Random, { mood, author, slots }: Manner): string {
  const parts: string[] = [];
  if (random.chance(author.style.emojiRatio)) parts.push(expand(`{${EMOJI[mood]}}`, slots, random));
  const usesTags = author.platform !== "reddit" && author.platform !== "youtube";
  if (usesTags && random.chance(author.platform === "instagram" ? 0.7 : author.style.tagRatio)) {
    const first = expand(`{${TAGS[mood]}}`, slots, random);
    const second = expand(`{${TAGS[mood]}}`, slots, random);
    parts.push(second === first || random.chance(0.5) ? first : `${first} ${second}`);
  }
  return parts.join(" ");
}

/** A whole text from the template of its core. A hashtag slot at the template's end moves behind all sentences. */
export function assemble(random: Random, template: string, manner: Manner): string {
  const { lang, style } = manner.author;
  const endSlot = END_SLOT.exec(template)?.[0] ?? "";
  const core = expand(template.slice(0, template.length - endSlot.length), manner.slots, random);
  const sentences = sentencesOf(random, core, manner);
  const words = lang === "zh" ? sentences.join("") : fixArticles(capitalize(sentences.join(" ")));
  const rough = lang === "zh" ? words : roughen(words, style, manner.mood === "negative", random);
  return [rough, expand(endSlot, manner.slots, random), tail(random, manner)].filter((part) => part !== "").join(" ");
}
