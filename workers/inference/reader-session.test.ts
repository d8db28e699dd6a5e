import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import { planBatches } from "./batching";
import { calibrate, temperatureOf } from "./probabilities";
import { loadReaderConfig, loadReaderTokenizer, READER_DIR } from "./reader-model";
import { openReaderSession, type ReaderSession } from "./reader-session";

const golden = JSON.parse(readFileSync(path.join(READER_DIR, "golden.json"), "utf8")) as {
  text: string;
  sentiment: number[];
}[];
const config = loadReaderConfig();
const tokenizer = loadReaderTokenizer(READER_DIR, config);
const rows = golden.map(({ text }) => tokenizer.encode(normalisePostText(text)));

/** The shipped graph scales int8 activations per token, so batch mates and order do not change what a post reads. */
const BATCH_LOGIT_BOUND = 1e-4;

let session: ReaderSession;
beforeAll(async () => {
  session = await openReaderSession(READER_DIR, "cpu", config.padId);
});

const readAll = async (batches: number[][]): Promise<number[][]> => {
  const logits: number[][] = [];
  for (const batch of batches) {
    const answer = await session.run(rows, batch);
    for (const [row, index] of batch.entries()) logits[index] = Array.from(answer.subarray(row * 3, row * 3 + 3));
  }
  return logits;
};

describe("the shipped model", () => {
  test.each(golden.map((entry, index) => ({ index, ...entry })))("has the golden logits of $text", async (entry) => {
    const [logits] = await readAll([[entry.index]]).then((all) => all.filter(Boolean));
    // A graph that another kind of CPU computes differs in rounding, not in what it says.
    for (const [label, value] of entry.sentiment.entries())
      expect(Math.abs((logits?.[label] ?? 9) - value)).toBeLessThan(0.02);
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
        const temperature = temperatureOf(config.temperature, "en");
        expect(calibrate(batched[index] ?? [], temperature).sentiment).toBe(calibrate(logits, temperature).sentiment);
      }
    }
  });

  test("falls back to the CPU with a reason when the device is not there", async () => {
    const device = process.platform === "darwin" ? "dml" : "coreml";
    const opened = await openReaderSession(READER_DIR, device, config.padId);
    expect(opened.device).toBe("cpu");
    expect(opened.fallback).toMatch(new RegExp(`INFERENCE_DEVICE=${device} does not work here`));
    expect(await opened.run(rows, [0])).toHaveLength(3);
  });
});
