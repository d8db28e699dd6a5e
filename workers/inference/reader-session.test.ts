import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import { planBatches } from "./batching";
import { Interpreter } from "./probabilities";
import { headColumns, loadReaderConfig, loadReaderTokenizer, logitCount, READER_DIR } from "./reader-model";
import { openReaderSession, type ReaderSession } from "./reader-session";

const golden = JSON.parse(readFileSync(path.join(READER_DIR, "golden.json"), "utf8")) as {
  text: string;
  logits: number[];
  embeddingStart: number[];
}[];
const config = loadReaderConfig();
const tokenizer = loadReaderTokenizer(READER_DIR, config);
const rows = golden.map(({ text }) => tokenizer.encode(normalisePostText(text)));

/** The shipped graph scales int8 activations per token, so batch mates and order do not change what a post reads. */
const BATCH_LOGIT_BOUND = 1e-4;

const labelCount = logitCount(config);
const interpreter = new Interpreter(config);

let session: ReaderSession;
beforeAll(async () => {
  session = await openReaderSession(READER_DIR, "cpu", config);
});

const readAll = async (batches: number[][]): Promise<number[][]> => {
  const logits: number[][] = [];
  for (const batch of batches) {
    const answer = await session.run(rows, batch);
    for (const [row, index] of batch.entries()) {
      logits[index] = Array.from(answer.logits.subarray(row * labelCount, (row + 1) * labelCount));
    }
  }
  return logits;
};

describe("the shipped model", () => {
  test.each(golden.map((entry, index) => ({ index, ...entry })))("has the golden logits of $text", async (entry) => {
    const [logits] = await readAll([[entry.index]]).then((all) => all.filter(Boolean));
    // A graph that another kind of CPU computes differs in rounding, not in what it says.
    for (const [label, value] of entry.logits.entries())
      expect(Math.abs((logits?.[label] ?? 9) - value)).toBeLessThan(0.02);
    const { embeddings } = await session.run(rows, [entry.index]);
    for (const [place, value] of entry.embeddingStart.entries())
      expect(Math.abs((embeddings[place] ?? 9) - value)).toBeLessThan(0.01);
    expect(embeddings.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
  });

  test("says the same whatever else is in the batch, in any order", async () => {
    const alone = await readAll(rows.map((_, index) => [index]));
    const together = await readAll(
      planBatches(
        rows.map((row) => row.length),
        384,
      ),
    );
    const reversed = await readAll([[...rows.keys()].reverse()]);
    for (const batched of [together, reversed]) {
      for (const [index, logits] of alone.entries()) {
        for (const [label, value] of logits.entries()) {
          expect(Math.abs((batched[index]?.[label] ?? 9) - value)).toBeLessThan(BATCH_LOGIT_BOUND);
        }
        const [mixed, single] = [batched[index] ?? [], logits].map((row) =>
          interpreter.label(Float32Array.from(row), "en"),
        );
        expect(mixed?.sentiment).toBe(single?.sentiment);
      }
    }
  });

  test("tells what each token adds: terms and bias are the logits", async () => {
    const columns = headColumns(config.heads);
    const width = config.explained.reduce((sum, name) => sum + (columns.get(name)?.size ?? 0), 0);
    for (const row of rows) {
      const { logits, terms } = await session.explain(row);
      let at = 0;
      for (const name of config.explained) {
        const { head, start = 0, size = 0 } = columns.get(name) ?? {};
        for (let label = 0; label < size; label += 1, at += 1) {
          let sum = head?.bias?.[label] ?? Number.NaN;
          for (let token = 0; token < row.length; token += 1) sum += terms[token * width + at] ?? Number.NaN;
          expect(Math.abs(sum - (logits[start + label] ?? 99))).toBeLessThan(1e-4);
        }
      }
      expect(terms).toHaveLength(row.length * width);
    }
  });

  test("falls back to the CPU with a reason when the device is not there", async () => {
    const device = process.platform === "darwin" ? "dml" : "coreml";
    const opened = await openReaderSession(READER_DIR, device, config);
    expect(opened.device).toBe("cpu");
    expect(opened.fallback).toMatch(new RegExp(`INFERENCE_DEVICE=${device} does not work here`));
    expect((await opened.run(rows, [0])).logits).toHaveLength(labelCount);
  });
});
