import { afterEach, expect, test, vi } from "vitest";
import { ReaderClosed, ReaderPool } from "./pool";
import type { Failpoint } from "./protocol";
import { readTexts } from "./read-texts";
import { READER_DIR } from "./reader-model";

// A process takes about a second to start, and much longer on a machine that trains a model beside it.
vi.setConfig({ testTimeout: 60_000 });

const MARKER = "the text that breaks it";
const innocent = Array.from(
  { length: 40 },
  (_, index) => `Post number ${index} is ${index % 2 ? "lovely" : "dreadful"}.`,
);

let pool: ReaderPool | undefined;
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

const open = (failpoint: Failpoint | null = null, processes = 1, modelDir = READER_DIR): ReaderPool => {
  pool = new ReaderPool({ modelDir, processes, device: "cpu", tokenBudget: 384, failpoint });
  return pool;
};

test("reads in several processes what one process reads, in the order of the texts", async () => {
  const one = await readTexts(open(), innocent);
  await pool?.close();
  const two = await readTexts(open(null, 2), innocent);
  expect(two.tokenCount).toBe(one.tokenCount);
  expect(two.slotCount).toBeGreaterThanOrEqual(two.tokenCount);
  for (const [index, reading] of one.readings.entries()) {
    const other = two.readings[index];
    if (reading.state !== "read" || other?.state !== "read") throw new Error("not read");
    for (const [label, value] of reading.logits.entries())
      expect(Math.abs((other.logits[label] ?? 9) - value)).toBeLessThan(1e-4);
  }
});

test.each(["crash", "throw"] as const)("a text that makes the reader %s fails alone", async (action) => {
  const texts = [...innocent.slice(0, 20), `Here is ${MARKER}.`, ...innocent.slice(20)];
  const { readings } = await readTexts(open({ action, marker: MARKER }), texts);
  expect(readings.map(({ state }) => state)).toEqual(texts.map((text) => (text.includes(MARKER) ? "failed" : "read")));
  expect(readings[20]).toMatchObject({
    reason: action === "crash" ? expect.stringContaining("SIGSEGV") : expect.stringContaining("failpoint"),
  });
});

test("a text that hangs is ended at its deadline, and the next one is read", async () => {
  const reader = open({ action: "hang", marker: MARKER });
  const hung = reader.read([MARKER], 300);
  const next = reader.read(["Fine."]);
  expect(await hung).toMatchObject({ state: "crashed", reason: expect.stringContaining("longer than 0.3 s") });
  expect(await next).toMatchObject({ state: "read", tokenCount: 4 });
});

test("an explanation comes before the reading that waits, and one that crashes is an outcome", async () => {
  const reader = open({ action: "crash", marker: MARKER });
  const order: string[] = [];
  const note = (name: string) => (outcome: { state: string }) => {
    order.push(name);
    return outcome.state;
  };
  await reader.read(["Warm."]);
  const reads = [1, 2, 3, 4, 5].map((n) => reader.read(innocent).then(note(`read ${n}`)));
  const why = reader.explain("I love it.", "sentiment").then(note("why"));
  expect(await Promise.all([why, ...reads])).toEqual(["explained", ...reads.map(() => "read")]);
  // The process may hold one or two readings by then; the others wait behind the explanation.
  expect(order.filter((name) => name !== "why")).toEqual([1, 2, 3, 4, 5].map((n) => `read ${n}`));
  expect(order.indexOf("why")).toBeLessThanOrEqual(2);
  expect(await reader.explain(`Why ${MARKER}?`, "irony")).toMatchObject({
    state: "crashed",
    reason: expect.stringContaining("SIGSEGV"),
  });
  expect(await reader.explain("Fine again.", "hate")).toMatchObject({ state: "explained" });
});

test("a process killed from outside is replaced and its work done again", async () => {
  const reader = open();
  await reader.read(["Warm."]);
  const reading = readTexts(reader, innocent);
  for (const pid of reader.pids) process.kill(pid, "SIGKILL");
  expect((await reading).readings.every(({ state }) => state === "read")).toBe(true);
});

test("without a usable model every caller is told so, and the pool can still be closed", async () => {
  const reader = open(null, 2, "/nowhere");
  await expect(readTexts(reader, innocent)).rejects.toMatchObject({
    code: "E_UNAVAILABLE",
    message: expect.stringContaining("config.json is missing"),
  });
  await expect(reader.read(["Again."])).rejects.toMatchObject({ code: "E_UNAVAILABLE" });
  await reader.close();
  await expect(reader.read(["Closed."])).rejects.toBeInstanceOf(ReaderClosed);
});
