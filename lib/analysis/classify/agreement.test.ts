import { describe, expect, it } from "vitest";
import { cohenKappa, krippendorffAlpha } from "./agreement";

const ratings = (text: string) => text.split(" ").map((label) => (label === "." ? null : label));
const pairs = (counts: [string, string, number][]) => {
  const rows = counts.flatMap(([a, b, count]) => Array.from({ length: count }, () => [a, b] as const));
  return [rows.map(([a]) => a), rows.map(([, b]) => b)] as const;
};

describe("cohenKappa", () => {
  // 50 proposals read by two readers, the worked example of https://en.wikipedia.org/wiki/Cohen%27s_kappa.
  it("is 0.4 for 20 and 15 agreed, 5 and 10 not", () => {
    const [one, other] = pairs([
      ["yes", "yes", 20],
      ["yes", "no", 5],
      ["no", "yes", 10],
      ["no", "no", 15],
    ]);
    const found = cohenKappa(one, other);
    expect(found?.coefficient).toBeCloseTo(0.4, 10);
    expect(found).toMatchObject({ seen: 0.7, rowCount: 50 });
    expect(found?.expected).toBeCloseTo(0.5, 10);
  });

  // The two tables with the same agreement of the same page.
  it.each([
    [45, 15, 25, 15, 0.1304],
    [25, 35, 5, 35, 0.2593],
  ])("of %i %i %i %i is %d", (a, b, c, d, kappa) => {
    const [one, other] = pairs([
      ["yes", "yes", a],
      ["yes", "no", b],
      ["no", "yes", c],
      ["no", "no", d],
    ]);
    expect(cohenKappa(one, other)?.coefficient).toBeCloseTo(kappa, 4);
  });

  it("leaves out rows that one did not label, and is null without a choice", () => {
    expect(cohenKappa(ratings("a b . a"), ratings("a b a ."))).toMatchObject({ coefficient: 1, rowCount: 2 });
    expect(cohenKappa(ratings("a a"), ratings("a a"))).toBeNull();
    expect(cohenKappa(ratings("a ."), ratings(". a"))).toBeNull();
  });
});

describe("krippendorffAlpha", () => {
  // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units, gaps.
  const observers = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
  ].map(ratings);

  it("is 0.743 for the canonical example, in any order of observers", () => {
    const found = krippendorffAlpha(observers);
    expect(found?.coefficient).toBeCloseTo(0.743, 3);
    expect(found?.rowCount).toBe(11);
    expect(krippendorffAlpha(observers.toReversed())?.coefficient).toBeCloseTo(found?.coefficient ?? 0, 12);
  });

  // Section A of the same paper: two observers, ten yes-or-no units.
  it("is 0.095 for two observers of ten units", () => {
    const two = ["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"].map(ratings);
    expect(krippendorffAlpha(two)?.coefficient).toBeCloseTo(0.095, 3);
  });

  it("is 1 when all agree and null when there is nothing to tell apart", () => {
    expect(krippendorffAlpha([ratings("a b"), ratings("a b")])?.coefficient).toBe(1);
    expect(krippendorffAlpha([ratings("a a"), ratings("a a")])).toBeNull();
    expect(krippendorffAlpha([])).toBeNull();
  });
});
