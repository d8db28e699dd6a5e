/** What the classifier is compared with, turn by turn in one run. */
import { BareSessions, ClassifyWorker } from "./arms";
import { PipelineArm, type PipelineDone } from "./pipeline";
import type { Work } from "./work";

/** The pipeline is slow, so it gets the first posts only: texts are shuffled. */
const PIPELINE_POSTS = 1_024;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The arms in the order they are told. */
export const NAMES = {
  endToEnd: "database to labels",
  bare: "bare session, perfect batches",
  arrival32: "bare session, arrival 32",
  pipelineOne: "transformers pipeline, one text a call",
  pipelineLists: "transformers pipeline, 32 texts a call",
} as const;
export type Arm = keyof typeof NAMES;

export interface Measured {
  /** Posts per second; of arms that ran. */
  rates: Partial<Record<Arm, number>>;
  /** Memory after the rounds, MB. */
  worker: number;
  bare: number;
}

/** How to measure. `packageDir`: where the transformers package lies; its arms are left out without it. */
export interface Plan {
  processes: number;
  rounds: number;
  packageDir: string | undefined;
}

/** Median posts per second of each arm, which take turns, with `processes` compute threads. */
export async function measureArms(
  work: Work,
  { processes, rounds, packageDir }: Plan,
  onRound: () => void,
): Promise<Measured> {
  const bare = new BareSessions(processes);
  const worker = new ClassifyWorker(processes);
  const pipeline = packageDir === undefined ? null : new PipelineArm(packageDir, processes);
  const some = work.texts.slice(0, PIPELINE_POSTS);
  await worker.run(work.texts.slice(0, 256));
  await bare.run(work.rows, work.perfect.slice(0, 8));
  await pipeline?.run(some.slice(0, 64), 32);
  const rates: Partial<Record<Arm, number[]>> = {};
  const note = (arm: Arm, posts: number, ms: number): void => {
    rates[arm] = [...(rates[arm] ?? []), (posts / ms) * 1_000];
  };
  for (let round = 0; round < rounds; round += 1) {
    note("endToEnd", work.texts.length, await worker.run(work.texts));
    note("bare", work.texts.length, await bare.run(work.rows, work.perfect));
    note("arrival32", work.texts.length, await bare.run(work.rows, work.arrival));
    const answered = (done: PipelineDone | undefined, arm: Arm): void => {
      if (!done) return;
      if (done.labelled !== some.length) throw new Error("The pipeline did not answer every text.");
      note(arm, some.length, done.ms);
    };
    answered(await pipeline?.run(some, 1), "pipelineOne");
    answered(await pipeline?.run(some, 32), "pipelineLists");
    onRound();
  }
  const memory = { worker: worker.megabytes(), bare: bare.megabytes() };
  bare.stop();
  pipeline?.stop();
  await worker.stop();
  const medians = Object.entries(rates).map(([arm, values]) => [arm, median(values)]);
  return { rates: Object.fromEntries(medians) as Measured["rates"], ...memory };
}
