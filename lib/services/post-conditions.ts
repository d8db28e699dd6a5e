/** PostFilter as SQL: the one place that says which posts a filter means. The feed, the metric layer and previews share it. */
import { inArray, notInArray, type SQL, sql } from "drizzle-orm";
import { postClasses } from "@/drizzle/schema/classifiers";
import { posts } from "@/drizzle/schema/posts";
import { postTopics } from "@/drizzle/schema/topics";
import type { QueryNode } from "@/lib/analysis/query/ast";
import { langKey, platformKey, tagKey } from "@/lib/analysis/query/keys";
import { parseQuery } from "@/lib/analysis/query/parser";
import type { PostFlag } from "@/lib/contracts/entities";
import { type PostFilter, splitClassRef } from "@/lib/contracts/post-filter";
import { AppError } from "@/lib/errors";
import { type Ctx, inProject, inWorkspace } from "./ctx";
import { queryCondition, readsText } from "./query-sql";

type Place = Pick<Ctx, "workspaceId" | "projectId">;

export interface PostConditions {
  /** To be joined by AND; the first says which project. Never empty. */
  where: SQL[];
  /** True: the statement needs `joinPostTexts` (query-sql.ts) after `from posts`. */
  readsText: boolean;
  /** The filter's query as a tree; null without one. */
  query: QueryNode | null;
}

/** Reads a query that a person wrote. @throws AppError E_QUERY with the problem, its place and a hint */
export function parseQueryOrThrow(query: string, field = "query"): QueryNode {
  const { ast, problem } = parseQuery(query);
  if (ast) return ast;
  throw new AppError("E_QUERY", problem.message, { field, hint: problem.hint, problem });
}

function topicCondition(topicIds: readonly string[], place: Place): SQL {
  return sql`exists (select 1 from ${postTopics} where ${inWorkspace(postTopics, place)} and ${postTopics.postId} = ${posts.id} and ${inArray(postTopics.topicId, [...topicIds])})`;
}

function hasClass(classifierId: string, labels: readonly string[], place: Place): SQL {
  return sql`exists (select 1 from ${postClasses} where ${inWorkspace(postClasses, place)} and ${postClasses.postId} = ${posts.id} and ${postClasses.classifierId} = ${classifierId}::uuid and ${inArray(postClasses.label, [...labels])})`;
}

/** One condition per classifier that the classes name. */
function classConditions(refs: readonly string[], place: Place): SQL[] {
  const byClassifier = new Map<string, string[]>();
  for (const { classifierId, label } of refs.map(splitClassRef))
    byClassifier.set(classifierId, [...(byClassifier.get(classifierId) ?? []), label]);
  return [...byClassifier].map(([classifierId, labels]) => hasClass(classifierId, labels, place));
}

const LANG = sql`coalesce(${posts.lang}, 'und')`;
const SENTIMENT = sql`coalesce(${posts.sentiment}, 'unread')`;
const EMOTION = sql`coalesce(${posts.emotion}, 'unread')`;
const FLAGS: Record<PostFlag, SQL> = {
  offensive: sql`${posts.isOffensive} is true`,
  hate: sql`${posts.isHate} is true`,
  irony: sql`${posts.isIrony} is true`,
};
const anyFlag = (flags: readonly PostFlag[]): SQL =>
  sql`(${sql.join(
    flags.map((flag) => FLAGS[flag]),
    sql` or `,
  )})`;

/** A value that is no language is kept as it is: no post has it. */
const langKeys = (values: readonly string[]) => values.map((value) => langKey(value) ?? value.toLowerCase());
const authorIds = (values: readonly string[]) => values.map(BigInt).filter((id) => id < 2n ** 63n);

/** Adds one condition per list of the filter that is there; an empty list says nothing. */
function listConditions(filter: PostFilter, place: Place): SQL[] {
  const where: SQL[] = [];
  const add = <T>(values: readonly T[] | undefined, condition: (values: readonly T[]) => SQL) => {
    if (values && values.length > 0) where.push(condition(values));
  };
  add(filter.topics, (ids) => topicCondition(ids, place));
  add(filter.notTopics, (ids) => sql`not ${topicCondition(ids, place)}`);
  add(filter.platforms, (values) => inArray(posts.platform, values.map(platformKey)));
  add(filter.notPlatforms, (values) => notInArray(posts.platform, values.map(platformKey)));
  add(filter.sentiments, (values) => inArray(SENTIMENT, [...values]));
  add(filter.notSentiments, (values) => notInArray(SENTIMENT, [...values]));
  add(filter.emotions, (values) => inArray(posts.emotion, [...values]));
  add(filter.notEmotions, (values) => notInArray(EMOTION, [...values]));
  add(filter.flags, anyFlag);
  add(filter.notFlags, (flags) => sql`not ${anyFlag(flags)}`);
  add(filter.classes, (refs) => sql.join(classConditions(refs, place), sql` and `));
  add(filter.notClasses, (refs) => sql`not (${sql.join(classConditions(refs, place), sql` or `)})`);
  add(filter.languages, (values) => inArray(LANG, langKeys(values)));
  add(filter.notLanguages, (values) => notInArray(LANG, langKeys(values)));
  add(filter.types, (values) => inArray(posts.type, [...values]));
  add(filter.authors, (values) => inArray(posts.authorId, authorIds(values)));
  add(filter.notAuthors, (values) => notInArray(posts.authorId, authorIds(values)));
  add(filter.tags, (values) => sql`${posts.tagKeys} && ${sql.param(values.map(tagKey))}::text[]`);
  return where;
}

/**
 * The conditions of a filter on `posts` (not aliased).
 * @throws AppError E_QUERY when the filter's query cannot be read
 */
export function postConditions(place: Place, filter: PostFilter): PostConditions {
  const where = [inProject(posts, place), ...listConditions(filter, place)];
  if (filter.minFollowers !== undefined) where.push(sql`${posts.authorFollowers} >= ${filter.minFollowers}`);
  if (filter.minEngagement !== undefined) where.push(sql`${posts.engagement} >= ${filter.minEngagement}`);
  if (!filter.query?.trim()) return { where, readsText: false, query: null };
  const query = parseQueryOrThrow(filter.query);
  where.push(queryCondition(query, place));
  return { where, readsText: readsText(query), query };
}
