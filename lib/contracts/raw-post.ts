/** One post as a source hands it over, after the text door and before the database. */
import { z } from "zod";
import { PostType } from "./entities";

/**
 * What every way in (import, demo, later API and connectors) produces.
 * Text fields have passed the text door (lib/analysis/text/text-door.ts); `publishedAt` is epoch milliseconds UTC.
 * Counts are integers >= 0, null where the source does not say.
 */
export const RawPost = z.strictObject({
  platform: z.string().min(1).max(40),
  externalId: z.string().min(1).max(256),
  type: PostType,
  text: z.string().max(20_000),
  url: z.string().max(2_000).nullable(),
  publishedAtMs: z.number().int(),
  lang: z.string().max(12).nullable(),
  country: z.string().max(2).nullable(),
  authorHandle: z.string().min(1).max(256),
  authorName: z.string().max(256).nullable(),
  authorFollowers: z.number().int().min(0).nullable(),
  /** External id of the post this one answers, repeats or quotes. */
  parentExternalId: z.string().max(256).nullable(),
  likeCount: z.number().int().min(0).nullable(),
  repostCount: z.number().int().min(0).nullable(),
  replyCount: z.number().int().min(0).nullable(),
  tags: z.array(z.string().min(1).max(80)).max(20),
});
export type RawPost = z.infer<typeof RawPost>;
