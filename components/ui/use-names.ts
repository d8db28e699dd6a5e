"use client";

import { useMessages, useTranslations } from "use-intl/react";
import type { Messages } from "@/lib/messages";
import { useFormat } from "./use-format";

/** Names of what the data calls by a key: platforms and languages. */
export function useNames() {
  const t = useTranslations("vocabulary");
  const known = useMessages().vocabulary as Messages["vocabulary"];
  const format = useFormat();
  return {
    /** "weibo" -> "Weibo"; a platform without a name of its own is shown as its source calls it. */
    platform: (key: string) => {
      const message = `platform_${key}`;
      return Object.hasOwn(known, message) ? t(message as "platform_weibo") : key;
    },
    /** "zh" -> "Chinese". */
    language: (code: string) => format.language(code) ?? (code === "und" ? t("unknownLanguage") : code),
  };
}
