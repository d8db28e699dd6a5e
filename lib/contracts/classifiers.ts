/** A team's own classifiers: labels of their own, learnt from their examples, given to every post of the project. */
import { z } from "zod";
import { BigId, IsoInstant, Name, Uuid } from "./entities";
import { PostCard } from "./posts";

export const EXAMPLE_SOURCES = ["upload", "app"] as const;
export const VERSION_STATES = ["trained", "published", "retired"] as const;

/** `trained`: never published. `retired`: was published, another is or none. */
export const VersionState = z.enum(VERSION_STATES);
export type VersionState = z.infer<typeof VersionState>;

export const MAX_LABELS = 20;
/** Fewer labelled texts of a label than this, and a fifth of them says nothing about how good a version is. */
export const MIN_EXAMPLES_PER_LABEL = 8;
export const MAX_EXAMPLES = 50_000;

/** One word or a few, shown as text; a comma or colon is allowed. */
export const ClassLabel = z
  .string()
  .transform((value) =>
    value
      .normalize("NFC")
      .replace(/[\p{Cc}\p{Cf}]/gu, "")
      .replace(/\s+/gu, " ")
      .trim(),
  )
  .pipe(z.string().min(1).max(60));

const Labels = z
  .array(ClassLabel)
  .max(MAX_LABELS)
  .refine((labels) => new Set(labels.map((label) => label.toLowerCase())).size === labels.length, {
    message: "Each label can be there once.",
  });
const Guideline = z.string().max(10_000);

export const CreateClassifier = z.strictObject({ name: Name, guideline: Guideline.default(""), labels: Labels });
export type CreateClassifier = z.infer<typeof CreateClassifier>;

export const UpdateClassifier = z.strictObject({
  name: Name.optional(),
  guideline: Guideline.optional(),
  labels: Labels.optional(),
});
export type UpdateClassifier = z.infer<typeof UpdateClassifier>;

export const ClassifierRun = z.strictObject({
  id: Uuid,
  kind: z.enum(["train", "apply"]),
  state: z.enum(["queued", "running"]),
  done: z.number(),
  total: z.number().nullable(),
});

export const Classifier = z.strictObject({
  id: Uuid,
  name: z.string(),
  guideline: z.string(),
  labels: z.array(z.string()),
  /** Texts with a label, whoever gave it; per label in the order of `labels`. */
  exampleCount: z.number().int(),
  examplesPerLabel: z.array(z.number().int()),
  /** How many labels are missing before it can be trained; empty when it can. */
  missing: z.array(z.strictObject({ label: z.string(), count: z.number().int() })),
  newestVersion: z.number().int().nullable(),
  publishedVersion: z.number().int().nullable(),
  /** The published version was trained on another reader than the one that reads now: new posts get no class. */
  isOutdated: z.boolean(),
  /** Posts that have a class by the published version. */
  classedCount: z.number().int(),
  /** Training or applying that is not final, if any. */
  run: ClassifierRun.nullable(),
  /** Why the last training failed, in words, where no later one succeeded. */
  lastError: z.string().nullable(),
  updatedAt: IsoInstant,
});
export type Classifier = z.infer<typeof Classifier>;

/** 0..1, with a 95 % interval. */
const Measured = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type Measured = z.infer<typeof Measured>;

/** What a version did on the fifth of the examples that it was not trained on. */
export const ClassifierReport = z.strictObject({
  trainCount: z.number().int(),
  testCount: z.number().int(),
  accuracy: Measured,
  macroF1: Measured,
  /** What always saying the most frequent label gives. */
  majority: z.strictObject({ label: z.string(), accuracy: z.number(), macroF1: z.number() }),
  labels: z.array(
    z.strictObject({
      label: z.string(),
      trainCount: z.number().int(),
      testCount: z.number().int(),
      precision: z.number(),
      recall: z.number(),
      f1: z.number(),
    }),
  ),
  /** Row: the label given; column: the label predicted; both in the order of `labels`. */
  confusion: z.array(z.array(z.number().int())),
  /** The most confident mistakes first. */
  errors: z.array(
    z.strictObject({ text: z.string(), given: z.string(), predicted: z.string(), probability: z.number() }),
  ),
});
export type ClassifierReport = z.infer<typeof ClassifierReport>;

export const ClassifierVersion = z.strictObject({
  number: z.number().int(),
  state: VersionState,
  modelVersion: z.string(),
  labels: z.array(z.string()),
  report: ClassifierReport,
  seed: z.number().int(),
  exampleCount: z.number().int(),
  trainedBy: z.string().nullable(),
  createdAt: IsoInstant,
  publishedBy: z.string().nullable(),
  publishedAt: IsoInstant.nullable(),
});
export type ClassifierVersion = z.infer<typeof ClassifierVersion>;

/** Two versions on the same texts: those of the newer version's held-out fifth that neither was trained on. */
export const VersionComparison = z.strictObject({
  a: z.number().int(),
  b: z.number().int(),
  /** Texts that both were asked about. */
  count: z.number().int(),
  /** null: no text that neither was trained on. */
  accuracyA: Measured.nullable(),
  accuracyB: Measured.nullable(),
  onlyA: z.number().int(),
  onlyB: z.number().int(),
  /** Exact McNemar test that both are equally good; null without a difference. */
  pValue: z.number().nullable(),
  /** Posts of the newest thousand read ones that would change their class, and how many were asked. */
  changedPosts: z.number().int(),
  askedPosts: z.number().int(),
});
export type VersionComparison = z.infer<typeof VersionComparison>;
export const CompareParams = z.strictObject({
  a: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  b: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});

export const Example = z.strictObject({
  /** Hex; with the person it names the example. */
  textHash: z.string(),
  userId: Uuid,
  text: z.string(),
  label: z.string(),
  source: z.enum(EXAMPLE_SOURCES),
  by: z.string(),
  createdAt: IsoInstant,
});
export type Example = z.infer<typeof Example>;
export const ExampleParams = z.strictObject({ label: z.string().max(60).optional() });
export const RemoveExample = z.strictObject({ textHash: z.string().regex(/^[0-9a-f]{32}$/), userId: Uuid });
export type RemoveExample = z.infer<typeof RemoveExample>;

/** What became of an uploaded file: rowCount = added + changed + unchanged + rejected. */
export const ExampleUpload = z.strictObject({
  rowCount: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.number().int(),
  /** The first hundred rows that were left out. */
  problems: z.array(
    z.strictObject({
      line: z.number().int(),
      code: z.string(),
      what: z.string(),
      hint: z.string(),
      excerpt: z.string(),
    }),
  ),
  classifier: Classifier,
});
export type ExampleUpload = z.infer<typeof ExampleUpload>;

export const QUEUE_ORDERS = ["newest", "uncertain"] as const;
/** `offset`: how many of the first are passed over, such as those that the person has skipped. */
export const QueueParams = z.strictObject({
  order: z.enum(QUEUE_ORDERS).default("newest"),
  offset: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .optional(),
});
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** Posts that the person has not labelled, one of each text. `guess`: what the newest version would say. */
export const LabelQueue = z.strictObject({
  /** What was done: uncertain needs a version, and falls back to newest. */
  order: z.enum(QUEUE_ORDERS),
  posts: z.array(
    z.strictObject({
      post: PostCard,
      guess: z.strictObject({ label: z.string(), probability: z.number() }).nullable(),
    }),
  ),
});
export type LabelQueue = z.infer<typeof LabelQueue>;

/** null takes the person's label of the post's text back. */
export const LabelPost = z.strictObject({ postId: BigId, label: ClassLabel.nullable() });
export type LabelPost = z.infer<typeof LabelPost>;

/** An older version than the published one is a roll back. */
export const PublishVersion = z.strictObject({ version: z.number().int().min(1).max(1_000_000) });
