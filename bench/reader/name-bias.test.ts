import { expect, test } from "vitest";
import { nameBias, nameTexts } from "./name-bias";

test("a reader that looks at the name shows as a gap and as flips, one that does not shows neither", () => {
  const texts = nameTexts();
  const fair = nameBias(
    texts,
    texts.map(() => [0.2, 0.5, 0.3]),
  );
  expect(fair).toMatchObject({ gap: 0, flips: 0 });
  const unfair = nameBias(
    texts,
    texts.map(({ group }) => (group === "Arabic, men" ? [0.6, 0.2, 0.2] : [0.2, 0.5, 0.3])),
  );
  expect(unfair.gap).toBeCloseTo(0.4, 9);
  expect(unfair.flips).toBeCloseTo(0.1, 9);
  expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
});
