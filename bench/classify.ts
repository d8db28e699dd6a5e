/**
 * `npm run bench classify [-- --data DIR --posts N --rounds N --pipeline DIR]`: posts per second from unread rows to
 * committed labels, beside the bare session on perfect batches and on batches of 32 as they come, and beside the
 * `@huggingface/transformers` pipeline of DIR/node_modules, with one and with two processes; then a replayed stream with
 * repeated posts. Arms take turns; medians are printed. Needs DATABASE_URL of an empty, migrated database; last line: JSON.
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { closeDatabase } from "@/drizzle/client";
import { closeQueues } from "@/lib/jobs/queue";
import { type Arm, type Measured, measureArms, NAMES } from "./classify/measure-arms";
import { measureFlips } from "./classify/neighbours";
import { measurePeak } from "./classify/peak";
import { measureStream } from "./classify/stream-arms";
import { readTweets } from "./classify/texts";
import { prepare, type Work } from "./classify/work";

/** The goals of issue 3. */
const GOALS = { ofBare: 0.85, shareOfPeak: 0.8, timesPipeline: 2, flips: 0.002 } as const;
const FLIP_POSTS = 2_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");
const verdict = (isReached: boolean): string => (isReached ? "reached" : "MISSED");

type Note = (name: string, value: number) => void;

function report(work: Work, processes: number, { rates, worker, bare }: Measured, peak: number, note: Note): void {
  const shares = new Map<string, number>();
  for (const [arm, name] of Object.entries(NAMES) as [Arm, string][]) {
    const rate = rates[arm];
    if (rate === undefined) continue;
    const tokens = (rate * work.tokenCount) / work.texts.length;
    const gigaOps = (rate * work.operations) / work.texts.length / 1e9;
    shares.set(arm, gigaOps / (peak * processes));
    say(
      `${processes} x ${name}: ${rate.toFixed(0)} posts/s, ${(1_000 / rate).toFixed(2)} ms a post, ${tokens.toFixed(0)} tokens/s, ${gigaOps.toFixed(0)} GOP/s, ${(100 * (shares.get(arm) ?? 0)).toFixed(0)} % of the int8 peak`,
    );
    note(arm === "endToEnd" ? "postsPerSecond" : `${arm}PostsPerSecond`, rate);
  }
  const { endToEnd = 0, bare: bareRate = 0, arrival32 = 0, pipelineOne = 0, pipelineLists = 0 } = rates;
  const goal = (name: string, text: string, value: number, from: number): void => {
    note(name, value);
    say(`${processes} x ${text}: ${value.toFixed(2)}, goal ${from} ${verdict(value >= from)}`);
  };
  goal("ofBare", "of the bare session", endToEnd / bareRate, GOALS.ofBare);
  goal("bareShareOfPeak", "of the int8 matrix peak inside the session", shares.get("bare") ?? 0, GOALS.shareOfPeak);
  if (pipelineOne > 0) {
    goal("timesPipelineOne", "times the pipeline given one text a call", endToEnd / pipelineOne, GOALS.timesPipeline);
    goal("timesPipelineLists", "times the pipeline given 32 a call", endToEnd / pipelineLists, GOALS.timesPipeline);
  }
  note("timesArrival32", endToEnd / arrival32);
  note("peakGigaOps", peak);
  note("workerMegabytes", worker);
  say(
    `${processes} x ${(endToEnd / arrival32).toFixed(2)} times arrival 32; memory after the rounds: worker and readers ${worker.toFixed(0)} MB, bare sessions ${bare.toFixed(0)} MB`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string", default: "../shared/data" },
      posts: { type: "string", default: "4096" },
      rounds: { type: "string", default: "3" },
      pipeline: { type: "string" },
    },
  });
  const [posts, rounds] = [Number(values.posts), Number(values.rounds)];
  const work = prepare(readTweets(values.data, posts), say);
  if (!values.pipeline)
    say("no pipeline: npm i --ignore-scripts --prefix DIR @huggingface/transformers, then --pipeline DIR");
  say(`load ${load()}`);
  const figures: Record<string, number> = {};
  for (const processes of [1, 2]) {
    const before = await measurePeak();
    const measured = await measureArms(work, { processes, rounds, packageDir: values.pipeline }, () =>
      say(`  a round is done, load ${load()}`),
    );
    const after = await measurePeak();
    say(`int8 peak of one core: ${before.toFixed(0)} GOP/s before, ${after.toFixed(0)} after`);
    report(work, processes, measured, (before + after) / 2, (name, value) => {
      figures[`${name}${processes}`] = Number(value.toPrecision(4));
    });
  }
  const flips = await measureFlips(work.rows.slice(0, FLIP_POSTS));
  say(
    `alone against in batches: ${(100 * flips.sentiment).toFixed(2)} % of sentiments differ, ${(100 * flips.worstHead).toFixed(2)} % of the head that differs most, logits by ${flips.logit.toPrecision(2)} at most; goal at most ${100 * GOALS.flips} % ${verdict(flips.worstHead <= GOALS.flips)}`,
  );
  Object.assign(figures, { sentimentFlips: flips.sentiment, headFlips: flips.worstHead });
  Object.assign(figures, await measureStream(values.data, posts, rounds, say));
  say(`load ${load()}`);
  await closeQueues();
  await closeDatabase();
  say(JSON.stringify({ name: "classify", figures }));
}

await main();
