/** All templates in one shape for both languages. */
import type { Sentiment } from "@/lib/contracts/entities";
import type { Slots } from "./grammar";
import type { Aspect, DemoLang } from "./market";
import { EN_COFFEE, EN_OFF_TOPIC, EN_SPAM } from "./phrases/en-chatter";
import { EN_NEGATIVE } from "./phrases/en-negative";
import { EN_COMPARE, EN_NEUTRAL, EN_NEWS } from "./phrases/en-neutral";
import { EN_POSITIVE } from "./phrases/en-positive";
import { EN_BRAND_POST, EN_BRAND_REPLY, EN_QUOTE, EN_REPLY, EN_SMALL_TALK } from "./phrases/en-replies";
import { EN_SLOTS } from "./phrases/en-slots";
import { EN_LATE, EN_LATE_STATEMENT, EN_LAUNCH, EN_PRICE_RISE } from "./phrases/en-waves";
import { ZH_NEGATIVE, ZH_POSITIVE } from "./phrases/zh-opinion";
import {
  ZH_BRAND_POST,
  ZH_BRAND_REPLY,
  ZH_COFFEE,
  ZH_COMPARE,
  ZH_LATE,
  ZH_LATE_STATEMENT,
  ZH_LAUNCH,
  ZH_NEUTRAL,
  ZH_NEWS,
  ZH_OFF_TOPIC,
  ZH_PRICE_RISE,
  ZH_QUOTE,
  ZH_REPLY,
  ZH_SMALL_TALK,
  ZH_SPAM,
} from "./phrases/zh-other";
import { ZH_SLOTS } from "./phrases/zh-slots";

/** Templates for each mood. */
export type MoodTemplates = Readonly<Record<Sentiment, readonly string[]>>;

/** Everything that can be said in one language. */
export interface PhraseBook {
  slots: Slots;
  opinions: Readonly<Record<Sentiment, Readonly<Record<Aspect | "follow", readonly string[]>>>>;
  /** Streams whose templates do not depend on an aspect. */
  streams: Readonly<
    Record<
      "compare" | "coffee" | "offTopic" | "launch" | "late" | "priceRise" | "reply" | "quote" | "smallTalk",
      MoodTemplates
    >
  >;
  news: readonly string[];
  spam: readonly string[];
  brandPost: readonly string[];
  brandReply: readonly string[];
  lateStatement: readonly string[];
}

export const PHRASE_BOOKS: Readonly<Record<DemoLang, PhraseBook>> = {
  en: {
    slots: EN_SLOTS,
    opinions: { negative: EN_NEGATIVE, neutral: EN_NEUTRAL, positive: EN_POSITIVE },
    streams: {
      compare: EN_COMPARE,
      coffee: EN_COFFEE,
      offTopic: EN_OFF_TOPIC,
      launch: EN_LAUNCH,
      late: EN_LATE,
      priceRise: EN_PRICE_RISE,
      reply: EN_REPLY,
      quote: EN_QUOTE,
      smallTalk: EN_SMALL_TALK,
    },
    news: EN_NEWS,
    spam: EN_SPAM,
    brandPost: EN_BRAND_POST,
    brandReply: EN_BRAND_REPLY,
    lateStatement: EN_LATE_STATEMENT,
  },
  zh: {
    slots: ZH_SLOTS,
    opinions: { negative: ZH_NEGATIVE, neutral: ZH_NEUTRAL, positive: ZH_POSITIVE },
    streams: {
      compare: ZH_COMPARE,
      coffee: ZH_COFFEE,
      offTopic: ZH_OFF_TOPIC,
      launch: ZH_LAUNCH,
      late: ZH_LATE,
      priceRise: ZH_PRICE_RISE,
      reply: ZH_REPLY,
      quote: ZH_QUOTE,
      smallTalk: ZH_SMALL_TALK,
    },
    news: ZH_NEWS,
    spam: ZH_SPAM,
    brandPost: ZH_BRAND_POST,
    brandReply: ZH_BRAND_REPLY,
    lateStatement: ZH_LATE_STATEMENT,
  },
};
