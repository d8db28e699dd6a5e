"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { useFormat } from "@/components/ui/use-format";
import { useNames } from "@/components/ui/use-names";
import { classifiersOptions } from "@/lib/client/classifiers";
import { metricsOptions } from "@/lib/client/metrics";
import { topicsOptions } from "@/lib/client/topics";
import type { Classifier } from "@/lib/contracts/classifiers";
import { EMOTIONS, POST_FLAGS, POST_TYPES, SENTIMENT_STATES } from "@/lib/contracts/entities";
import type { MetricAnswer } from "@/lib/contracts/metrics";
import { type DateRange, splitClassRef } from "@/lib/contracts/post-filter";
import type { ListName } from "./filter-fields";

/** A value of a field; `count`: posts of the range that have it, where it is known. */
export type Choice = { value: string; label: string; count: number | null };

const DIMENSIONS = {
  topic: "topic",
  platform: "platform",
  language: "language",
  author: "author",
  sentiment: "sentiment",
  emotion: "emotion",
} as const;
type Counted = keyof typeof DIMENSIONS;
const MAX = 50;

/** Every label of every published classifier. */
const classChoices = (classifiers: readonly Classifier[]): Choice[] =>
  classifiers
    .filter((each) => each.publishedVersion !== null)
    .flatMap(({ id, name, labels }) =>
      labels.map((label) => ({ value: `${id}:${label}`, label: `${name}: ${label}`, count: null })),
    );

function classLabel(classifiers: readonly Classifier[] | undefined, value: string): string {
  const { classifierId, label } = splitClassRef(value);
  const name = classifiers?.find((each) => each.id === classifierId)?.name;
  return name === undefined ? label : `${name}: ${label}`;
}

function countsOf(
  answer: MetricAnswer | undefined,
  dimension: Counted,
): ReadonlyMap<string, MetricAnswer["rows"][number]> {
  return new Map(answer?.rows.flatMap((row) => (row.keys[dimension] ? [[row.keys[dimension], row]] : [])));
}

/** What can be chosen for a field in this project and range, the most frequent first. */
export function useChoices(name: ListName, range: DateRange): { choices: readonly Choice[]; isPending: boolean } {
  const { scope } = useProject();
  const label = useValueLabel([]);
  const topics = useQuery({ ...topicsOptions(scope), enabled: name === "topic" });
  const classifiers = useQuery({ ...classifiersOptions(scope), enabled: name === "class" });
  const dimension: Counted | null = Object.hasOwn(DIMENSIONS, name) ? (name as Counted) : null;
  const counted = useQuery({
    ...metricsOptions(scope, { metrics: ["posts"], dimensions: [dimension ?? "platform"], range, limit: MAX }),
    enabled: dimension !== null,
  });
  const rows = countsOf(counted.data, dimension ?? "platform");
  const isPending = (dimension !== null && counted.isPending) || (name === "topic" && topics.isPending);
  const choice = (value: string, text: string): Choice => ({
    value,
    label: text,
    count: rows.get(value)?.values.posts ?? null,
  });
  const fixed = (values: readonly string[]) => values.map((value) => choice(value, label(name, value)));
  switch (name) {
    case "topic":
      return { isPending, choices: (topics.data ?? []).map((topic) => choice(topic.id, topic.name)) };
    case "sentiment":
      return { isPending, choices: fixed(SENTIMENT_STATES) };
    case "emotion":
      return { isPending, choices: fixed(EMOTIONS) };
    case "flag":
      return { isPending: false, choices: fixed(POST_FLAGS) };
    case "type":
      return { isPending: false, choices: fixed(POST_TYPES) };
    case "class":
      return { isPending: classifiers.isPending, choices: classChoices(classifiers.data ?? []) };
    case "tag":
      return { isPending: false, choices: [] };
    default:
      return {
        isPending,
        choices: [...rows]
          .map(([value, row]) => choice(value, row.labels?.[name] ?? label(name, value)))
          .sort((a, b) => (b.count ?? 0) - (a.count ?? 0)),
      };
  }
}

/**
 * The words for a value of a field. `authorIds`: the authors whose names will be asked for; `hasClasses`: whether the names of
 * classifiers will.
 */
export function useValueLabel(
  authorIds: readonly string[],
  hasClasses = false,
): (name: ListName, value: string) => string {
  const charts = useTranslations("charts");
  const vocabulary = useTranslations("vocabulary");
  const names = useNames();
  const { scope } = useProject();
  const topics = useQuery(topicsOptions(scope));
  const authors = useQuery({
    ...metricsOptions(scope, {
      metrics: ["posts"],
      dimensions: ["author"],
      filter: { authors: [...authorIds] },
      range: { preset: "all" },
      limit: Math.max(1, authorIds.length),
    }),
    enabled: authorIds.length > 0,
    placeholderData: undefined,
  });
  const handles = countsOf(authors.data, "author");
  const classifiers = useQuery({ ...classifiersOptions(scope), enabled: hasClasses });
  return (name, value) => {
    const state = SENTIMENT_STATES.find((each) => each === value);
    const emotion = EMOTIONS.find((each) => each === value);
    const flag = POST_FLAGS.find((each) => each === value);
    const type = POST_TYPES.find((each) => each === value);
    if (name === "topic") return topics.data?.find((topic) => topic.id === value)?.name ?? "…";
    if (name === "class") return classLabel(classifiers.data, value);
    if (name === "author") return handles.get(value)?.labels?.author ?? (authors.isPending ? "…" : value);
    if (name === "platform" || name === "language") return names[name](value);
    if (name === "sentiment" && state) return charts(`sentiment_${state}`);
    if (name === "emotion" && emotion) return vocabulary(`emotion_${emotion}`);
    if (name === "flag" && flag) return vocabulary(`flag_${flag}`);
    return name === "type" && type ? vocabulary(`type_${type}`) : value;
  };
}

/** "1,204", or nothing where the number is not known. */
export function useCountHint(): (count: number | null) => string | undefined {
  const format = useFormat();
  return (count) => (count === null ? undefined : format.compact(count));
}
