/** `npm run bench dashboard [-- SMALL LARGE]`: what Overview asks, at two sizes. See bench/dashboard/README.md; the last line is JSON. */
import pg from "pg";
import { closeDatabase } from "@/drizzle/client";
import { overviewQueries, topPostsQuery } from "@/lib/client/overview";
import { DEFAULT_VIEW } from "@/lib/client/view-state";
import { PostListQuery } from "@/lib/contracts/posts";
import { env } from "@/lib/env";
import { type Ctx, type Scope, withCtx, workerActor } from "@/lib/services/ctx";
import { queryMetrics } from "@/lib/services/metrics";
import { listPosts } from "@/lib/services/posts";
import { getPulse } from "@/lib/services/pulse";
import { refreshRollups } from "@/lib/services/rollups";
import { listTopics } from "@/lib/services/topics";
import { seedProject } from "./dashboard/seed";

const SIZES = process.argv.slice(2).map(Number);
const [SMALL = 100_000, LARGE = 2_000_000] = SIZES;
const ROUNDS = 40;
const PAGES = 15;
/** Rounds that warm both projects' pages and the code, measured apart. */
const WARM_ROUNDS = 3;
/** In the middle of a day, an hour and a minute, so that the comparison is cut as it is in life. */
const NOW_MS = Date.parse("2026-11-24T08:12:34Z");
const TURN_MS = 3_600_000;

const say = (line = ""): void => void process.stdout.write(`${line}\n`);

type Question = (ctx: Ctx) => Promise<unknown>;

/** Every request of the page by name. */
function questionsOf(): Map<string, Question> {
  const questions = new Map<string, Question>();
  for (const [name, query] of Object.entries(overviewQueries(DEFAULT_VIEW))) {
    questions.set(name, (ctx) => queryMetrics(ctx, query));
  }
  const posts = PostListQuery.parse(topPostsQuery(DEFAULT_VIEW));
  questions.set("top posts", (ctx) => listPosts(ctx, posts));
  questions.set("topic list", listTopics);
  questions.set("pulse", getPulse);
  return questions;
}

interface Subject {
  label: string;
  scope: Scope;
  cold: Map<string, number>;
  times: Map<string, number[]>;
  pages: number[];
}

async function prepare(client: pg.Client, postCount: number): Promise<Subject> {
  const label = postCount.toLocaleString("en");
  const seededFrom = performance.now();
  const { workspaceId, projectId } = await seedProject(client, postCount, NOW_MS);
  const scope: Scope = { workspaceId, projectId, actor: workerActor };
  const countedFrom = performance.now();
  const days = await refreshRollups(scope, TURN_MS);
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  say(
    `${label} posts: written in ${seconds(countedFrom - seededFrom)} s; ${days} days counted in ${seconds(performance.now() - countedFrom)} s`,
  );
  await client.query("vacuum analyze rollups, rollup_sketches, rollup_emotions, rollup_authors");
  return { label, scope, cold: new Map(), times: new Map(), pages: [] };
}

const ask = (scope: Scope, question: Question) => withCtx(scope, question, NOW_MS);

async function time(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Nearest-rank quantile. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

async function measure(subjects: readonly Subject[], questions: Map<string, Question>): Promise<void> {
  for (const subject of subjects) {
    for (const [name, question] of questions) {
      subject.cold.set(name, await time(() => ask(subject.scope, question)));
    }
  }
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
    for (const [name, question] of questions) {
      for (const subject of subjects) {
        const ms = await time(() => ask(subject.scope, question));
        if (round >= WARM_ROUNDS) subject.times.set(name, [...(subject.times.get(name) ?? []), ms]);
      }
    }
  }
  for (let page = 0; page < PAGES; page++) {
    for (const subject of subjects) {
      const all = () => Promise.all([...questions.values()].map((question) => ask(subject.scope, question)));
      subject.pages.push(await time(all));
    }
  }
}

const all = (subject: Subject): number[] => [...subject.times.values()].flat();
const cell = (ms: number): string => ms.toFixed(1).padStart(9);

function report(subjects: readonly [Subject, Subject], questions: Map<string, Question>): void {
  const head = subjects.map(({ label }) => `${label} posts`.padStart(30)).join("");
  say(`\n${"ms".padEnd(12)}${head}`);
  say(`${"".padEnd(12)}${"    first      p50      p95   ".repeat(2)}  ratio of p95`);
  const line = (name: string, pick: (subject: Subject) => { cold?: number; times: number[] }) => {
    const parts = subjects.map((subject) => {
      const { cold, times } = pick(subject);
      const first = cold === undefined ? "".padStart(9) : cell(cold);
      return `${first}${cell(quantile(times, 0.5))}${cell(quantile(times, 0.95))}   `;
    });
    const [small, large] = subjects.map((subject) => quantile(pick(subject).times, 0.95));
    say(`${name.padEnd(12)}${parts.join("")}${((large ?? 0) / (small ?? 1)).toFixed(2).padStart(9)}`);
  };
  for (const name of questions.keys()) {
    line(name, (subject) => ({ cold: subject.cold.get(name) ?? 0, times: subject.times.get(name) ?? [] }));
  }
  line("all", (subject) => ({ times: all(subject) }));
  line("whole page", (subject) => ({ times: subject.pages }));
}

const ownerUrl = env().DATABASE_OWNER_URL;
if (!ownerUrl) throw new Error("Run this with npm run bench dashboard: it brings a database of its own.");
const client = new pg.Client({ connectionString: ownerUrl });
await client.connect();
const subjects: [Subject, Subject] = [await prepare(client, SMALL), await prepare(client, LARGE)];
await client.end();
const questions = questionsOf();
await measure(subjects, questions);
report(subjects, questions);
await closeDatabase();

const [p95Small = Number.NaN, p95Large = Number.NaN] = subjects.map((subject) => quantile(all(subject), 0.95));
const round = (value: number): number => Math.round(value * 100) / 100;
say(`\ngoal: p95 under 150 ms at ${subjects[1].label} posts, and at most 1.5 times that at ${subjects[0].label}`);
say(
  JSON.stringify({
    name: "dashboard",
    figures: { p95Ms100k: round(p95Small), p95Ms2m: round(p95Large), growth: round(p95Large / p95Small) },
  }),
);
