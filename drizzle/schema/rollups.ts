/** Counted from posts, never added to: dirt says which buckets to count again. */
import { sql } from "drizzle-orm";
import { bigint, foreignKey, index, integer, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { bigId, bytea, createdAt, instant, workspaceId } from "./columns";
import { projects } from "./workspaces";

/** Append-only; one row per change and bucket, no unique key. Deleted by the refresher that recounts the bucket. */
export const dirtyBuckets = pgTable(
  "dirty_buckets",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    /** Start of the UTC hour. */
    bucket: instant("bucket").notNull(),
    /** The oldest dirt is counted first. */
    createdAt: createdAt(),
  },
  (t) => [
    index("dirty_buckets_idx").on(t.workspaceId, t.projectId, t.bucket),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

/**
 * How long a bucket of `rollups` is, and whether platforms and languages are told apart ("split"). Days, quarters of a day and
 * hours of UTC keep ranges cheap; quarter hours are for zones that are not whole hours from it (lib/analysis/series/README.md).
 * Split quarters would be as many as the posts, so there are none.
 */
export const ROLLUP_LEVELS = { quarter: 0, hourSplit: 1, day: 2, daySplit: 3, hour: 4, sixHours: 5 } as const;

const sum = (name: string) => bigint(name, { mode: "number" }).notNull();
/** Up to 2 kB that do not compress; the migration has them stored as they are, within the row as far as they fit. */
const sketch = (name: string) => bytea(name).notNull();

/** What a bucket counts. */
const bucketKey = () => ({
  workspaceId: workspaceId(),
  projectId: uuid("project_id").notNull(),
  /** One of ROLLUP_LEVELS. */
  level: smallint("level").notNull(),
  /** The nil uuid for "all posts of the project". */
  topicId: uuid("topic_id").notNull(),
  bucket: instant("bucket").notNull(),
  /** Empty at the levels that do not split. */
  platform: text("platform").notNull(),
  /** "und" when unknown; empty at the levels that do not split. */
  lang: text("lang").notNull(),
});

/** Sums per bucket, topic and (at the split levels) platform and language, in one column per sentiment. */
export const rollups = pgTable(
  "rollups",
  {
    ...bucketKey(),
    negativePosts: integer("negative_posts").notNull(),
    neutralPosts: integer("neutral_posts").notNull(),
    positivePosts: integer("positive_posts").notNull(),
    unreadPosts: integer("unread_posts").notNull(),
    negativeEngagement: sum("negative_engagement"),
    neutralEngagement: sum("neutral_engagement"),
    positiveEngagement: sum("positive_engagement"),
    unreadEngagement: sum("unread_engagement"),
    negativeReach: sum("negative_reach"),
    neutralReach: sum("neutral_reach"),
    positiveReach: sum("positive_reach"),
    unreadReach: sum("unread_reach"),
    countedAt: instant("counted_at").notNull().default(sql`now()`),
  },
  (t) => [
    // one topic's buckets of one level stand side by side: a chart is one range scan
    primaryKey({ columns: [t.workspaceId, t.projectId, t.level, t.topicId, t.bucket, t.platform, t.lang] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
    // what the recount of an hour or a day replaces, for all topics
    index("rollups_bucket_idx").on(t.workspaceId, t.projectId, t.bucket, t.level),
  ],
);

/**
 * The authors of each row of `rollups` as sketches (lib/analysis/stats/hyperloglog.ts): of each sentiment, and of all together.
 * Apart from the sums, which would have to be picked from between them.
 */
export const rollupSketches = pgTable(
  "rollup_sketches",
  {
    ...bucketKey(),
    negativeAuthors: sketch("negative_authors"),
    neutralAuthors: sketch("neutral_authors"),
    positiveAuthors: sketch("positive_authors"),
    unreadAuthors: sketch("unread_authors"),
    // last: what does not fit the row is put out from the front, and this is what most questions read
    allAuthors: sketch("all_authors"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.projectId, t.level, t.topicId, t.bucket, t.platform, t.lang] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
    index("rollup_sketches_bucket_idx").on(t.workspaceId, t.projectId, t.bucket, t.level),
  ],
);

/**
 * Emotions and flags of the rows of `rollups` that do not split, over all sentiments together: posts by emotion, and for each flag
 * the posts that carry it and those that were read for it.
 */
export const rollupEmotions = pgTable(
  "rollup_emotions",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    /** One of ROLLUP_LEVELS. */
    level: smallint("level").notNull(),
    /** The nil uuid for "all posts of the project". */
    topicId: uuid("topic_id").notNull(),
    bucket: instant("bucket").notNull(),
    anger: integer("anger").notNull(),
    disgust: integer("disgust").notNull(),
    fear: integer("fear").notNull(),
    joy: integer("joy").notNull(),
    sadness: integer("sadness").notNull(),
    surprise: integer("surprise").notNull(),
    neutral: integer("neutral").notNull(),
    offensive: integer("offensive").notNull(),
    offensiveRead: integer("offensive_read").notNull(),
    hate: integer("hate").notNull(),
    hateRead: integer("hate_read").notNull(),
    irony: integer("irony").notNull(),
    ironyRead: integer("irony_read").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.projectId, t.level, t.topicId, t.bucket] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
    index("rollup_emotions_bucket_idx").on(t.workspaceId, t.projectId, t.bucket, t.level),
  ],
);

/**
 * The leading authors of a UTC day and topic: the first ROLLUP_AUTHORS by posts, by engagement and by reach.
 * Enough to find the leading authors of any range, with a bound on whoever is not listed (services/metrics-top-authors.ts).
 */
export const rollupAuthors = pgTable(
  "rollup_authors",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    /** Start of the UTC day. */
    bucket: instant("bucket").notNull(),
    topicId: uuid("topic_id").notNull(),
    authorId: bigId("author_id").notNull(),
    negativePosts: integer("negative_posts").notNull(),
    neutralPosts: integer("neutral_posts").notNull(),
    positivePosts: integer("positive_posts").notNull(),
    unreadPosts: integer("unread_posts").notNull(),
    negativeEngagement: sum("negative_engagement"),
    neutralEngagement: sum("neutral_engagement"),
    positiveEngagement: sum("positive_engagement"),
    unreadEngagement: sum("unread_engagement"),
    negativeReach: sum("negative_reach"),
    neutralReach: sum("neutral_reach"),
    positiveReach: sum("positive_reach"),
    unreadReach: sum("unread_reach"),
  },
  (t) => [
    // days first: replaced by the day, read by a list of days and one topic
    primaryKey({ columns: [t.workspaceId, t.projectId, t.bucket, t.topicId, t.authorId] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** Rises whenever a rollup of the project was replaced: pages poll it instead of the numbers. */
export const projectPulse = pgTable(
  "project_pulse",
  {
    workspaceId: workspaceId(),
    projectId: uuid("project_id").notNull(),
    revision: bigint("revision", { mode: "number" }).notNull().default(0),
    countedAt: instant("counted_at"),
    /** No refresh begins before this: another is at work (a lease), or the last one was long and others get their turn. */
    nextRefreshAt: instant("next_refresh_at").notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.projectId] }),
    foreignKey({ columns: [t.workspaceId, t.projectId], foreignColumns: [projects.workspaceId, projects.id] }).onDelete(
      "cascade",
    ),
  ],
);
