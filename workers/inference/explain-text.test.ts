import { beforeAll, describe, expect, test } from "vitest";
import { normalisePostText } from "@/lib/analysis/text/wordpiece-normalise";
import { Explanation, WHY_HEADS } from "@/lib/contracts/why";
import { type Explainer, explainText } from "./explain-text";
import { headColumns, loadReaderConfig, loadReaderTokenizer, READER_DIR } from "./reader-model";
import { openReaderSession } from "./reader-session";

const config = loadReaderConfig();
const tokenizer = loadReaderTokenizer(READER_DIR, config);
let explainer: Explainer;
beforeAll(async () => {
  const session = await openReaderSession(READER_DIR, "cpu", config);
  explainer = { config, session, tokenizer, tokenBudget: 384 };
});

const TEXTS = [
  "I love this phone, but the battery is terrible 😡 @shop see https://example.org/x",
  "这家店的服务太差了，等了一个小时还没上菜。",
  "ok",
  "Naïve &amp; unbelievably uncharacteristic antidisestablishmentarianism!",
  "",
];

/** How far each label's parts are from its logit. */
const gaps = ({ logits, bias, rest, words }: Explanation): number[] =>
  logits.map((logit, at) =>
    Math.abs(words.reduce((sum, { terms }) => sum + (terms[at] ?? 9), (bias[at] ?? 9) + (rest[at] ?? 9)) - logit),
  );

describe("explainText", () => {
  test.each(TEXTS)("the words, the edges and the bias of %j add up to the logits of every head", async (text) => {
    for (const head of WHY_HEADS) {
      const { explanation } = await explainText(explainer, text, head);
      expect(Explanation.parse(explanation)).toEqual(explanation);
      expect(Math.max(...gaps(explanation))).toBeLessThan(1e-4);
    }
  });

  test("a word's drop is what the logit loses when its tokens are masked", async () => {
    const text = "Not good, and the antidisestablishmentarianism is bad";
    const { explanation, embedding } = await explainText(explainer, text, "sentiment");
    const row = tokenizer.encode(normalisePostText(text));
    const column = (headColumns(config.heads).get("sentiment")?.start ?? 0) + explanation.label;
    const plain = await explainer.session.run([row], [0]);
    expect(explanation.logits[explanation.label]).toBeCloseTo(plain.logits[column] ?? 9, 4);
    expect(explanation.logits[explanation.label]).toBe(Math.max(...explanation.logits));
    const words = explanation.words.map(({ start, end }) => text.slice(start, end));
    expect(words).toEqual(["Not", "good", ",", "and", "the", "antidisestablishmentarianism", "is", "bad"]);
    let from = 1;
    for (const [at, word] of words.entries()) {
      const to = from + tokenizer.encode(word).length - 2;
      const masked = await explainer.session.run([row.slice().fill(config.maskId, from, to)], [0]);
      const drop = (plain.logits[column] ?? 9) - (masked.logits[column] ?? 9);
      expect(Math.abs(drop - (explanation.words[at]?.drop ?? 9))).toBeLessThan(1e-3);
      from = to;
    }
    expect(from).toBe(row.length - 1);
    expect(Math.max(...embedding.map(Math.abs))).toBe(127);
  });

  test("says when the text goes on beyond what the reader looks at", async () => {
    const long = await explainText(explainer, "great ".repeat(300), "sentiment");
    expect(long.explanation).toMatchObject({ isCut: true });
    expect(long.explanation.words).toHaveLength(config.maxTokens - 2);
    expect(Math.max(...gaps(long.explanation))).toBeLessThan(1e-4);
  });
});
