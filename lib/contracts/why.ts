/** Why the reader says what it says of a post: word by word, and the nearest posts it has read. */
import { z } from "zod";
import { BigId, IsoInstant, type PostFlag, ReadState } from "./entities";

/** What can be asked for; every flag and the two that choose one of several labels. */
export const WHY_HEADS = ["sentiment", "emotion", "offensive", "hate", "irony"] as const satisfies readonly (
  | "sentiment"
  | "emotion"
  | PostFlag
)[];
export const WhyHead = z.enum(WHY_HEADS);
export type WhyHead = z.infer<typeof WhyHead>;

/** One number per label of the explanation. */
const Numbers = z.array(z.number());

export const WhyWord = z.strictObject({
  /** UTF-16 places in the post's text, end exclusive. */
  start: z.number().int().min(0),
  end: z.number().int().min(1),
  /** What the word adds to the logit of each label. */
  terms: Numbers,
  /** How far the logit of `label` falls when the word is masked. */
  drop: z.number(),
});
export type WhyWord = z.infer<typeof WhyWord>;

/** For each label: bias + rest + the words' terms = logit, within 1e-4. */
export const Explanation = z.strictObject({
  /** In the order of the model; a flag has the one label "yes". */
  labels: z.array(z.string()).min(1),
  /** The label the words speak for or against: the most likely one, "yes" of a flag. */
  label: z.number().int().min(0),
  logits: Numbers,
  bias: Numbers,
  /** What the two marks at the edges of every post add. */
  rest: Numbers,
  words: z.array(WhyWord),
  /** The text goes on beyond what the reader looks at. */
  isCut: z.boolean(),
});
export type Explanation = z.infer<typeof Explanation>;

/** A post that reads like the one asked about. */
export const NearPost = z.strictObject({
  id: BigId,
  handle: z.string(),
  text: z.string(),
  lang: z.string().nullable(),
  publishedAt: IsoInstant,
  /** What counts for it under the head asked about ("yes" or "no" of a flag); null when nothing does. */
  label: z.string().nullable(),
  /** A person decided the label. */
  isChecked: z.boolean(),
  /** Cosine, -1..1. */
  similarity: z.number(),
});
export type NearPost = z.infer<typeof NearPost>;

/** none: there is nothing to explain. `untrusted`: the head is not trusted in the post's language. */
export const PostWhy = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("ready"),
    modelVersion: z.string(),
    explanation: Explanation,
    nearest: z.array(NearPost),
  }),
  z.strictObject({ state: z.literal("pending") }),
  z.strictObject({ state: z.literal("failed"), reason: z.string() }),
  z.strictObject({
    state: z.literal("none"),
    reason: z.enum([...ReadState.exclude(["read"]).options, "deleted", "untrusted"]),
  }),
]);
export type PostWhy = z.infer<typeof PostWhy>;

/** The query string of GET posts/:id/why. */
export const PostWhyParams = z.strictObject({ head: WhyHead.default("sentiment") });
