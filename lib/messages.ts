/** The message catalogue: English and Simplified Chinese, one part per screen, typed so that a missing key does not compile. */
import { createTranslator } from "use-intl/core";
import type { Locale } from "./contracts/entities";
import type { ErrorCode } from "./errors";
import { accuracy } from "./messages/accuracy";
import { auth } from "./messages/auth";
import { charts } from "./messages/charts";
import { classifiers } from "./messages/classifiers";
import { common } from "./messages/common";
import { data } from "./messages/data";
import { errors } from "./messages/errors";
import { filters } from "./messages/filters";
import { findings } from "./messages/findings";
import { overview } from "./messages/overview";
import { posts } from "./messages/posts";
import { queryProblems } from "./messages/query-problems";
import { settings } from "./messages/settings";
import { shell } from "./messages/shell";
import { topics } from "./messages/topics";
import { vocabulary } from "./messages/vocabulary";
import { why } from "./messages/why";

/** Every code the server may send has its words. */
errors.en satisfies Record<ErrorCode, string>;

const parts = {
  accuracy,
  charts,
  classifiers,
  common,
  vocabulary,
  overview,
  posts,
  errors,
  findings,
  shell,
  auth,
  data,
  settings,
  topics,
  queryProblems,
  filters,
  why,
};

type Parts = typeof parts;
/** Every message, by part and key; English is the reference. */
export type Messages = { readonly [K in keyof Parts]: Parts[K]["en"] };

function collect(language: "en" | "zh"): Messages {
  const entries = Object.entries(parts).map(([name, part]) => [name, part[language]]);
  return Object.fromEntries(entries) as Messages;
}

/** The whole catalogue per locale, for the provider of the interface. */
export const messages: Readonly<Record<Locale, Messages>> = { en: collect("en"), "zh-CN": collect("zh") };

/** A translator outside React (mail, reports, server pages). Keys are typed. */
export function translator(locale: Locale) {
  return createTranslator({ locale, messages: messages[locale] });
}
/** What `translator` returns. */
export type Translate = ReturnType<typeof translator>;

declare module "use-intl/core" {
  interface AppConfig {
    Messages: Messages;
    Locale: Locale;
  }
}
