import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMOTIONS, SENTIMENTS } from "@/lib/contracts/entities";
import { Interpreter, sigmoid, softmax } from "./probabilities";

const yesNo = (name: string, threshold: number, temperature: Record<string, number>) => ({
  name,
  kind: "yes_no" as const,
  labels: ["no", "yes"],
  temperature,
  threshold,
});
const config: ConstructorParameters<typeof Interpreter>[0] = {
  languages: ["en", "zh"],
  heads: [
    {
      name: "sentiment",
      kind: "one_of" as const,
      labels: [...SENTIMENTS],
      temperature: { en: 2, zh: 1 },
      threshold: 0.5,
    },
    { name: "emotion", kind: "one_of" as const, labels: [...EMOTIONS], temperature: { en: 1 }, threshold: 0.5 },
    yesNo("offensive", 0.5, { en: 1, zh: 1 }),
    yesNo("hate", 0.8, { en: 1 }),
    yesNo("irony", 0.2, { en: 1 }),
  ],
};
const interpreter = new Interpreter(config);
/** Sentiment 3, emotion 7, offensive, hate, irony. */
const row = (sentiment: number[], emotion: number[], flags: number[]) =>
  Float32Array.from([...sentiment, ...emotion, ...flags]);
const none = [0, 0, 0, 0, 0, 0, 0];

test("softmax and sigmoid with temperature", () => {
  expect(softmax([0, Math.log(2) * 2, Math.log(5) * 2], 2).map((value) => value * 8)).toEqual([
    expect.closeTo(1, 9),
    expect.closeTo(2, 9),
    expect.closeTo(5, 9),
  ]);
  expect(sigmoid(Math.log(3) * 2, 2)).toBeCloseTo(0.75, 12);
});

test("sums to one for any logits, and the temperature never changes the class", () => {
  const logit = fc.float({ min: -80, max: 80, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(logit, logit, logit), fc.constantFrom("en", "zh"), (logits, lang) => {
      const read = interpreter.label(row(logits, none, [0, 0, 0]), lang);
      expect(read.probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
      const top = Math.max(...Float32Array.from(logits));
      expect(Float32Array.from(logits)[SENTIMENTS.indexOf(read.sentiment)]).toBeCloseTo(top, 4);
    }),
  );
});

describe("a post's label", () => {
  const logits = row([3, 0, 1], [0, 0, 0, 4, 0, 0, 1], [2, 1, -1]);

  test("takes each head's columns, temperature and threshold", () => {
    const read = interpreter.label(logits, "en");
    expect(read.sentiment).toBe("negative");
    expect(read.probabilities[0]).toBeCloseTo(softmax([3, 0, 1], 2)[0] ?? 0, 6);
    expect(read.emotion?.label).toBe("joy");
    // hate: 0.73 is under 0.8; irony: 0.27 is over 0.2
    expect(read.flags.offensive?.isSet).toBe(true);
    expect(read.flags.hate).toEqual({ isSet: false, probability: expect.closeTo(0.731, 3) });
    expect(read.flags.irony).toEqual({ isSet: true, probability: expect.closeTo(0.269, 3) });
    const surer = new Interpreter({ ...config, heads: config.heads.map((head) => ({ ...head, flagAt: 0.9 })) });
    expect(surer.label(logits, "en").flags.offensive).toEqual({ isSet: false, probability: expect.closeTo(0.881, 3) });
  });

  test("says nothing with a head that is not trusted in the language, and takes the first language when nobody knows", () => {
    const read = interpreter.label(logits, "zh");
    expect(read.probabilities[0]).toBeCloseTo(softmax([3, 0, 1], 1)[0] ?? 0, 6);
    expect(read.emotion).toBeNull();
    expect(read.flags).toEqual({
      offensive: { isSet: true, probability: expect.closeTo(0.881, 3) },
      hate: null,
      irony: null,
    });
    expect(interpreter.label(logits, null)).toEqual(interpreter.label(logits, "en"));
  });
});
