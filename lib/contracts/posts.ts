/** The feed: a page of post cards, and what a person may do to one. */
import { z } from "zod";
import { BigId, Emotion, IsoInstant, PostFlag, PostType, ReadState, Sentiment, Uuid } from "./entities";
import { DateRange, PostFilter } from "./post-filter";

export const POST_SORTS = ["newest", "oldest", "engagement", "reach"] as const;
export const PostSort = z.enum(POST_SORTS);
export type PostSort = z.infer<typeof PostSort>;

export const PostListQuery = z.strictObject({
  filter: PostFilter.default({}),
  range: DateRange,
  sort: PostSort.default("newest"),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type PostListQuery = z.infer<typeof PostListQuery>;
export type PostListQueryInput = z.input<typeof PostListQuery>;

export const PostCard = z.strictObject({
  id: BigId,
  platform: z.string(),
  externalId: z.string(),
  type: PostType,
  /** null: deleted at its source (a tombstone: counted, unreadable). */
  text: z.string().nullable(),
  url: z.string().nullable(),
  publishedAt: IsoInstant,
  lang: z.string().nullable(),
  author: z.strictObject({
    id: BigId,
    handle: z.string(),
    name: z.string().nullable(),
    followerCount: z.number().int().nullable(),
  }),
  parent: z.strictObject({ id: BigId, authorHandle: z.string(), text: z.string().nullable() }).nullable(),
  likeCount: z.number().int(),
  repostCount: z.number().int(),
  replyCount: z.number().int(),
  engagement: z.number().int(),
  readState: ReadState,
  /** What counts: a person's correction where there is one, the model's label otherwise. */
  sentiment: Sentiment.nullable(),
  /** What the model said, with its calibrated probabilities [negative, neutral, positive] and version. */
  model: z
    .strictObject({ sentiment: Sentiment, probabilities: z.array(z.number()).length(3), modelVersion: z.string() })
    .nullable(),
  /** The model's emotion and the flags it raises, with probabilities; null and absent where it is not trusted in the language. */
  emotion: z.strictObject({ label: Emotion, probability: z.number() }).nullable(),
  flags: z.array(z.strictObject({ flag: PostFlag, probability: z.number() })),
  /** What the project's published classifiers say, by their names. */
  classes: z.array(
    z.strictObject({ classifierId: Uuid, name: z.string(), label: z.string(), probability: z.number() }),
  ),
  correction: z.strictObject({ sentiment: Sentiment, by: z.string(), at: IsoInstant }).nullable(),
  topics: z.array(z.strictObject({ id: Uuid, name: z.string() })),
  tags: z.array(z.string()),
});
export type PostCard = z.infer<typeof PostCard>;

export const PostPage = z.strictObject({
  posts: z.array(PostCard),
  nextCursor: z.string().nullable(),
  /** Words of the query and of the filtered topics, for highlighting. */
  highlight: z.array(z.string()),
});
export type PostPage = z.infer<typeof PostPage>;

/** null takes the correction back. */
export const CorrectPost = z.strictObject({ sentiment: Sentiment.nullable() });
export type CorrectPost = z.infer<typeof CorrectPost>;
