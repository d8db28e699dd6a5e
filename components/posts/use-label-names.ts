"use client";

import { useTranslations } from "use-intl/react";
import { Emotion, Sentiment } from "@/lib/contracts/entities";
import type { WhyHead } from "@/lib/contracts/why";

/** Names of a head's labels, "yes" and "no" of a flag included. */
export function useLabelNames(head: WhyHead): (label: string) => string {
  const t = useTranslations("why");
  const charts = useTranslations("charts");
  const vocabulary = useTranslations("vocabulary");
  return (label) => {
    if (head === "sentiment") {
      const sentiment = Sentiment.safeParse(label);
      return sentiment.success ? charts(`sentiment_${sentiment.data}`) : label;
    }
    if (head === "emotion") {
      const emotion = Emotion.safeParse(label);
      return emotion.success ? vocabulary(`emotion_${emotion.data}`) : label;
    }
    const flag = vocabulary(`flag_${head}`);
    return label === "no" ? t("no", { flag }) : t("yes", { flag });
  };
}
