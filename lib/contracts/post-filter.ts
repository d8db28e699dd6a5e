/** PostFilter: the one contract by which a page, a saved view, a widget, a report and an API call say which posts they mean. */
import { z } from "zod";
import { BigId, Emotion, IsoInstant, PostFlag, PostType, SentimentState, Uuid } from "./entities";

/** A class by a published classifier: `<classifier id>:<label>`. */
export const ClassRef = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:.{1,60}$/u);
export type ClassRef = z.infer<typeof ClassRef>;

/** The two parts of a class. */
export const splitClassRef = (ref: ClassRef): { classifierId: string; label: string } => ({
  classifierId: ref.slice(0, 36),
  label: ref.slice(37),
});

const values = <T extends z.ZodType>(item: T) => z.array(item).max(50).optional();

/**
 * `in` and `notIn` lists: a post matches when it has one of `in` (if given) and none of `notIn`. A post that was not read
 * for emotion or flags has none of them.
 */
export const PostFilter = z.strictObject({
  /** Text in the topic query language, combined with AND. */
  query: z.string().max(2_000).optional(),
  topics: values(Uuid),
  notTopics: values(Uuid),
  platforms: values(z.string().min(1).max(40)),
  notPlatforms: values(z.string().min(1).max(40)),
  sentiments: values(SentimentState),
  notSentiments: values(SentimentState),
  emotions: values(Emotion),
  notEmotions: values(Emotion),
  /** Classes of one classifier are alternatives; those of several must all be met. */
  classes: values(ClassRef),
  notClasses: values(ClassRef),
  flags: values(PostFlag),
  notFlags: values(PostFlag),
  languages: values(z.string().min(2).max(12)),
  notLanguages: values(z.string().min(2).max(12)),
  types: values(PostType),
  authors: values(BigId),
  notAuthors: values(BigId),
  tags: values(z.string().min(1).max(80)),
  minFollowers: z.number().int().min(0).optional(),
  minEngagement: z.number().int().min(0).optional(),
});
export type PostFilter = z.infer<typeof PostFilter>;

/** What a database and a calendar both know. */
const isPossible = (at: string): boolean => at >= "1970-01-01" && at < "2200-01-01";
const IMPOSSIBLE = { message: "Choose a time from 1970 to 2199." };
const Day = z.iso.date().refine(isPossible, IMPOSSIBLE);
const Instant = IsoInstant.refine(isPossible, IMPOSSIBLE);

/** Start inclusive, end exclusive, UTC instants. */
export const InstantRange = z
  .strictObject({ from: Instant, to: Instant })
  .refine((range) => range.from < range.to, { message: "The range must end after it starts." });
export type InstantRange = z.infer<typeof InstantRange>;

export const RANGE_PRESETS = ["24h", "7d", "30d", "90d", "month", "quarter", "all"] as const;
/**
 * What a person chose: a preset that moves with the clock, two calendar days of the project's zone (both inclusive),
 * or two instants (one bucket of a chart of hours).
 */
export const DateRange = z.union([
  z.strictObject({ preset: z.enum(RANGE_PRESETS) }),
  z.strictObject({ fromDay: Day, toDay: Day }),
  InstantRange,
]);
export type DateRange = z.infer<typeof DateRange>;

export const COMPARES = ["previous", "year", "none"] as const;
export const Compare = z.enum(COMPARES);
export type Compare = z.infer<typeof Compare>;
