"use client";

import { useTranslations } from "use-intl/react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { Classifier } from "@/lib/contracts/classifiers";

type State = {
  tone: Tone;
  word:
    | "stateOutdated"
    | "stateDraft"
    | "stateReady"
    | "stateTrained"
    | "statePublished"
    | "stateTraining"
    | "stateApplying";
};

function stateOf({ run, publishedVersion, isOutdated, newestVersion, missing, labels }: Classifier): State {
  if (run) return { tone: "signal", word: run.kind === "train" ? "stateTraining" : "stateApplying" };
  if (isOutdated) return { tone: "warn", word: "stateOutdated" };
  if (publishedVersion !== null) return { tone: "positive", word: "statePublished" };
  if (newestVersion !== null) return { tone: "plain", word: "stateTrained" };
  return labels.length < 2 || missing.length > 0
    ? { tone: "plain", word: "stateDraft" }
    : { tone: "plain", word: "stateReady" };
}

/** Where a classifier stands, in a word. */
export function ClassifierState({ classifier }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const { tone, word } = stateOf(classifier);
  return <Badge tone={tone}>{t(word)}</Badge>;
}
