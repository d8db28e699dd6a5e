import { expect, test } from "vitest";
import { repeatedShare, replay } from "./stream";

test("repeats the first texts most, the same way each time", () => {
  const texts = Array.from({ length: 50 }, (_, index) => `text ${index}`);
  const stream = replay(texts, 2_000, 1);
  expect(stream).toEqual(replay(texts, 2_000, 1));
  const count = (text: string): number => stream.filter((other) => other === text).length;
  // By Zipf's law the first of 50 makes 1 / 4.499 of the stream, the tenth a tenth of that.
  expect(count("text 0")).toBeGreaterThan(380);
  expect(count("text 0")).toBeLessThan(510);
  expect(count("text 9")).toBeLessThan(90);
});

test("counts texts that came before", () => {
  expect(repeatedShare(["a", "b", "a", "a"])).toBe(0.5);
});
