/** The closed vocabularies of Earshot: every enum of the database, the API and the screens is one of these tuples. */
import { z } from "zod";

export const ROLES = ["owner", "admin", "analyst", "viewer"] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const TOPIC_KINDS = ["brand", "competitor", "campaign", "category"] as const;
export const TopicKind = z.enum(TOPIC_KINDS);
export type TopicKind = z.infer<typeof TopicKind>;

export const POST_TYPES = ["post", "reply", "repost", "quote"] as const;
export const PostType = z.enum(POST_TYPES);
export type PostType = z.infer<typeof PostType>;

/** The three classes of the reader. */
export const SENTIMENTS = ["negative", "neutral", "positive"] as const;
export const Sentiment = z.enum(SENTIMENTS);
export type Sentiment = z.infer<typeof Sentiment>;

/** What a chart or filter may ask for: a class, or that the reader has not said anything yet (or cannot). */
export const SENTIMENT_STATES = [...SENTIMENTS, "unread"] as const;
export const SentimentState = z.enum(SENTIMENT_STATES);
export type SentimentState = z.infer<typeof SentimentState>;

/** Ekman's six emotions and none of them (Demszky et al. 2020, arXiv 2005.00547). */
export const EMOTIONS = ["anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"] as const;
export const Emotion = z.enum(EMOTIONS);
export type Emotion = z.infer<typeof Emotion>;

/** What the reader may hold against a post, or warn that it is not meant as it reads. */
export const POST_FLAGS = ["offensive", "hate", "irony"] as const;
export const PostFlag = z.enum(POST_FLAGS);
export type PostFlag = z.infer<typeof PostFlag>;

/** Where a post stands with the reader. `unsupported`: a language the model is not trusted in. */
export const READ_STATES = ["pending", "read", "unsupported", "failed"] as const;
export const ReadState = z.enum(READ_STATES);
export type ReadState = z.infer<typeof ReadState>;

export const RUN_KINDS = ["import", "rematch", "classify", "demo", "train", "apply"] as const;
export const RunKind = z.enum(RUN_KINDS);
export type RunKind = z.infer<typeof RunKind>;

export const RUN_STATES = ["queued", "running", "done", "failed", "cancelled"] as const;
export const RunState = z.enum(RUN_STATES);
export type RunState = z.infer<typeof RunState>;

export const FINAL_RUN_STATES = ["done", "failed", "cancelled"] as const satisfies readonly RunState[];

export const IMPORT_FORMATS = ["csv", "jsonl"] as const;
export const ImportFormat = z.enum(IMPORT_FORMATS);
export type ImportFormat = z.infer<typeof ImportFormat>;

export const LOCALES = ["en", "zh-CN"] as const;
export const Locale = z.enum(LOCALES);
export type Locale = z.infer<typeof Locale>;

export const THEMES = ["system", "light", "dark"] as const;
export const Theme = z.enum(THEMES);
export type Theme = z.infer<typeof Theme>;

/** Ids. Workspaces, projects, topics, imports and runs are UUIDv7; posts and authors are 64-bit numbers, decimal strings on the wire. */
export const Uuid = z.uuid();
export const BigId = z.string().regex(/^[1-9][0-9]{0,18}$/);
export const IsoInstant = z.iso.datetime({ offset: false });

/** A person-given name: trimmed, 1 to 80 characters, shown as text. */
export const Name = z
  .string()
  .transform((value) =>
    value
      .normalize("NFC")
      .replace(/[\p{Cc}\p{Cf}]/gu, "")
      .trim(),
  )
  .pipe(z.string().min(1).max(80));
