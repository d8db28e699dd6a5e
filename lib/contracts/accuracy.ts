/** The accuracy passport: posts drawn to be checked by hand, people's answers, how far they agree, and what the model reaches. */
import { z } from "zod";
import { BigId, IsoInstant, SENTIMENTS, Sentiment, Uuid } from "./entities";
import { DateRange, PostFilter } from "./post-filter";

/** What a person may say of a post: its sentiment, or that nobody could tell. */
export const ANSWERS = [...SENTIMENTS, "cannot_tell"] as const;
export const Answer = z.enum(ANSWERS);
export type Answer = z.infer<typeof Answer>;

/** Posts of a sample, drawn each week or when asked. */
export const SAMPLE_SIZE = 150;
/** Read posts of the last seven days from which on a week is sampled by itself. */
export const WEEKLY_POSTS = 200;
/** Read posts from which on a person may draw. */
export const MIN_DRAWN_FROM = 50;

/** 0..1, with a 95 % interval. */
export const Estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof Estimate>;

export const AccuracySample = z.strictObject({
  id: Uuid,
  /** Monday of the week it was drawn in, in UTC: "2026-11-23". */
  week: z.iso.date(),
  modelVersion: z.string(),
  size: z.number().int(),
  /** Posts it stands for. */
  drawnFrom: z.number().int(),
  drawnAt: IsoInstant,
  /** null: drawn by itself. */
  drawnBy: z.string().nullable(),
});
export type AccuracySample = z.infer<typeof AccuracySample>;

/** How the model does on one of its labels; null below ten posts. `n`: posts that people, or the model, gave the label. */
const ClassAccuracy = z.strictObject({
  sentiment: Sentiment,
  /** Of the posts that are so, the part that the model says is so. */
  recall: Estimate.nullable(),
  recallN: z.number().int(),
  /** Of the posts that the model says are so, the part that is. */
  precision: Estimate.nullable(),
  precisionN: z.number().int(),
});

/** The model on the project's own posts; null while too few are checked. */
export const Passport = z.strictObject({
  modelVersion: z.string(),
  /** Posts with an answer that counts: settled, or given by more people than any other. */
  checked: z.number().int(),
  need: z.number().int(),
  accuracy: Estimate.nullable(),
  classes: z.array(ClassAccuracy),
  /** Checked posts that shares on Overview need before they are corrected. */
  needForShares: z.number().int(),
  newestAnswerAt: IsoInstant.nullable(),
});
export type Passport = z.infer<typeof Passport>;

const Agreement = z.strictObject({ coefficient: z.number(), seen: z.number(), postCount: z.number().int() });
export type Agreement = z.infer<typeof Agreement>;

export const Disagreement = z.strictObject({
  postId: BigId,
  /** null: deleted at its source. */
  text: z.string().nullable(),
  answers: z.array(z.strictObject({ userId: Uuid, by: z.string(), answer: Answer })),
  settled: Answer.nullable(),
});
export type Disagreement = z.infer<typeof Disagreement>;

export const AccuracyReport = z.strictObject({
  /** The newest; null before the first. */
  sample: AccuracySample.nullable(),
  /** Posts of all samples of its model version. */
  postCount: z.number().int(),
  /** Read posts that no sample stands for yet; counted up to 10,000. */
  undrawnPosts: z.number().int(),
  people: z.array(z.strictObject({ userId: Uuid, name: z.string(), answered: z.number().int() })),
  /** Cohen's kappa of each two people; null where nobody can say (no posts in common, one answer only). */
  pairs: z.array(
    z.strictObject({ people: z.tuple([Uuid, Uuid]), a: z.string(), b: z.string(), kappa: Agreement.nullable() }),
  ),
  /** Krippendorff's alpha of all people. */
  alpha: Agreement.nullable(),
  disagreements: z.array(Disagreement),
  passport: Passport.nullable(),
});
export type AccuracyReport = z.infer<typeof AccuracyReport>;

/** A post to check, without what the model or anybody else says of it. */
export const CheckPost = z.strictObject({
  postId: BigId,
  text: z.string(),
  authorHandle: z.string(),
  platform: z.string(),
  publishedAt: IsoInstant,
  parentText: z.string().nullable(),
});
export type CheckPost = z.infer<typeof CheckPost>;
export const CheckQueue = z.strictObject({
  posts: z.array(CheckPost),
  answered: z.number().int(),
  left: z.number().int(),
});
export type CheckQueue = z.infer<typeof CheckQueue>;
/** `offset`: how many of the first are passed over, such as those that the person has skipped. */
export const CheckQueueParams = z.strictObject({
  offset: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .optional(),
});

/** null takes the person's answer, or the settlement, back. */
export const AnswerPost = z.strictObject({ postId: BigId, answer: Answer.nullable() });
export type AnswerPost = z.infer<typeof AnswerPost>;

/** What the model had said of a post, told once the person has answered. */
export const Answered = z.strictObject({
  postId: BigId,
  model: z.strictObject({ sentiment: Sentiment, probability: z.number() }).nullable(),
  answered: z.number().int(),
  left: z.number().int(),
});
export type Answered = z.infer<typeof Answered>;

export const SharesQuery = z.strictObject({ filter: PostFilter.default({}), range: DateRange });
export type SharesQuery = z.infer<typeof SharesQuery>;

/** Sentiment shares of the posts of a view without the model's bias; empty while too few of them are checked. */
export const CorrectedShares = z.strictObject({
  shares: z.array(z.strictObject({ sentiment: Sentiment, counted: z.number(), corrected: Estimate })),
  checked: z.number().int(),
});
export type CorrectedShares = z.infer<typeof CorrectedShares>;
