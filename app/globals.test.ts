import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrastRatio } from "@/lib/charts/contrast";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((match) => [
    match[1] ?? "",
    { light: match[2] ?? "", dark: match[3] ?? "" },
  ]),
);
function ratio(text: string, ground: string, theme: "light" | "dark"): number {
  const [a, b] = [tokens.get(text), tokens.get(ground)];
  if (!a || !b) throw new Error(`no token ${text} or ${ground}`);
  return contrastRatio(a[theme], b[theme]);
}
const themes = ["light", "dark"] as const;
const grounds = ["paper", "raised", "sunken"] as const;

describe("contrast of the tokens", () => {
  it("reads every token of the file", () => {
    expect(tokens.size).toBeGreaterThan(30);
    expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21, 5);
  });
  const words = ["ink", "ink-2", "ink-3", "signal", "warn", "danger", "positive-ink", "neutral-ink", "negative-ink"];
  for (const theme of themes)
    for (const word of words)
      for (const ground of grounds)
        it(`${word} on ${ground}, ${theme}: words at least 4.5`, () => {
          expect(ratio(word, ground, theme)).toBeGreaterThanOrEqual(4.5);
        });
  const pairs = [
    ["on-signal", "signal"],
    ["on-danger", "danger"],
    ["signal", "signal-soft"],
    ["ink", "signal-soft"],
    ["danger", "danger-soft"],
    ["ink", "warn-soft"],
    ["warn", "warn-soft"],
  ] as const;
  for (const theme of themes)
    for (const [word, ground] of pairs)
      it(`${word} on ${ground}, ${theme}: words at least 4.5`, () => {
        expect(ratio(word, ground, theme)).toBeGreaterThanOrEqual(4.5);
      });
  const fills = ["positive", "negative", ...Array.from({ length: 8 }, (_, index) => `cat-${index}`), "cat-others"];
  for (const theme of themes)
    for (const fill of fills)
      it(`${fill} on paper, ${theme}: shapes at least 3`, () => {
        expect(ratio(fill, "paper", theme)).toBeGreaterThanOrEqual(3);
      });
});
