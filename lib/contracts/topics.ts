/** Topics: named boolean queries. */
import { z } from "zod";
import { IsoInstant, Name, TopicKind, Uuid } from "./entities";

export const TopicQueryText = z.string().min(1).max(10_000);

export const Topic = z.strictObject({
  id: Uuid,
  name: z.string(),
  kind: TopicKind,
  query: z.string(),
  /** 0-based place in the categorical palette; a brand keeps its colour everywhere. */
  colorIndex: z.number().int(),
  /** Rises with each change of the query. */
  version: z.number().int(),
  postCount: z.number().int(),
  /** Id of the rematch run that is not final yet, if any. */
  rematchRunId: Uuid.nullable(),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
});
export type Topic = z.infer<typeof Topic>;

export const CreateTopic = z.strictObject({ name: Name, kind: TopicKind, query: TopicQueryText });
export type CreateTopic = z.infer<typeof CreateTopic>;

export const UpdateTopic = z.strictObject({
  name: Name.optional(),
  kind: TopicKind.optional(),
  query: TopicQueryText.optional(),
});
export type UpdateTopic = z.infer<typeof UpdateTopic>;

export const PreviewTopic = z.strictObject({ query: TopicQueryText });

/** A mistake in a query: where it stands (0-based character offsets) and what to do. `code` is a message key. */
export const QueryProblem = z.strictObject({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  start: z.number().int(),
  end: z.number().int(),
});
export type QueryProblem = z.infer<typeof QueryProblem>;

/** Either a problem, or how many of the last 30 days' posts match and the newest 20 of them. */
export const TopicPreview = z.strictObject({
  problem: QueryProblem.nullable(),
  /** Remarks that do not stop the query, such as an operator in lower case that is read as a word. */
  warnings: z.array(QueryProblem),
  matchCount: z.number().int().nullable(),
  postCount: z.number().int().nullable(),
  examples: z.array(
    z.strictObject({
      id: z.string(),
      authorHandle: z.string(),
      platform: z.string(),
      text: z.string(),
      publishedAt: IsoInstant,
    }),
  ),
  highlight: z.array(z.string()),
});
export type TopicPreview = z.infer<typeof TopicPreview>;
