"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { useFormat } from "@/components/ui/use-format";
import { metricsOptions } from "@/lib/client/metrics";
import { topicsOptions } from "@/lib/client/topics";
import { POST_TYPES, SENTIMENT_STATES } from "@/lib/contracts/entities";
import type { DateRange } from "@/lib/contracts/post-filter";
import type { ListName } from "./filter-fields";

export type Choice = { value: string; label: string };

const COUNTED = { platform: "platform", language: "language", author: "author" } as const;

/** What can be chosen for a field in this project and range, the most frequent first. */
export function useChoices(name: ListName, range: DateRange): readonly Choice[] {
  const t = useTranslations("filters");
  const { scope } = useProject();
  const label = useValueLabel();
  const topics = useQuery({ ...topicsOptions(scope), enabled: name === "topic" });
  const dimension = name in COUNTED ? COUNTED[name as keyof typeof COUNTED] : null;
  const counted = useQuery({
    ...metricsOptions(scope, { metrics: ["posts"], dimensions: [dimension ?? "platform"], range, limit: 30 }),
    enabled: dimension !== null,
  });
  if (name === "topic") return (topics.data ?? []).map((topic) => ({ value: topic.id, label: topic.name }));
  if (name === "sentiment") return SENTIMENT_STATES.map((value) => ({ value, label: t(value) }));
  if (name === "type") return POST_TYPES.map((value) => ({ value, label: t(value) }));
  if (dimension === null) return [];
  return (counted.data?.rows ?? []).flatMap((row) => {
    const value = row.keys[dimension];
    return value === undefined || value === "und"
      ? []
      : [{ value, label: row.labels?.[dimension] ?? label(name, value) }];
  });
}

/** The words for a value of a field; topics and authors that are not loaded show their id. */
export function useValueLabel(): (name: ListName, value: string) => string {
  const t = useTranslations("filters");
  const format = useFormat();
  const { scope } = useProject();
  const topics = useQuery(topicsOptions(scope));
  return (name, value) => {
    if (name === "topic") return topics.data?.find((topic) => topic.id === value)?.name ?? "…";
    if (name === "language") return format.language(value) ?? value;
    const word = [...SENTIMENT_STATES, ...POST_TYPES].find((one) => one === value);
    return word && (name === "sentiment" || name === "type") ? t(word) : value;
  };
}
