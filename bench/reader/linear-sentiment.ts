/** A linear sentiment model to read the reader beside: hashed word and letter n-grams, trained in seconds on the same tweets. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "@/lib/analysis/demo/random";
import { unescapeSemEval } from "./labelled-sets";

const BITS = 20;
const SIZE = 1 << BITS;
const CLASSES = 3;
const EPOCHS = 4;
const RATE = 0.5;
const L2 = 1e-6;
const NAMES = ["negative", "neutral", "positive"];
const NEGATION = /^(?:not|no|never|nor|cannot|.+n't|.+nt)$/;

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value ^ (value >>> 15)) & (SIZE - 1);
}

/** Distinct features of a text: word 1- to 3-grams with the scope of a negation marked, letter 3- to 5-grams in words. */
function features(text: string): Uint32Array {
  const words =
    text
      .toLowerCase()
      .replace(/https?:\S+/g, "http")
      .replace(/@\w+/g, "@user")
      .match(/[\p{L}\p{N}'@#]+|[^\s\p{L}\p{N}]/gu) ?? [];
  const found = new Set<number>();
  let isNegated = false;
  const marked = words.map((word) => {
    if (/[.,;:!?]/.test(word)) isNegated = false;
    const result = isNegated ? `~${word}` : word;
    if (NEGATION.test(word)) isNegated = true;
    return result;
  });
  for (let from = 0; from < marked.length; from += 1)
    for (let n = 1; n <= 3 && from + n <= marked.length; n += 1)
      found.add(hash(`w ${marked.slice(from, from + n).join(" ")}`));
  for (const word of words) {
    const padded = ` ${word} `;
    for (let n = 3; n <= 5; n += 1)
      for (let at = 0; at + n <= padded.length; at += 1) found.add(hash(`c ${padded.slice(at, at + n)}`));
  }
  return Uint32Array.from(found);
}

function trainingRows(dir: string): { found: Uint32Array; label: number }[] {
  const folder = path.join(dir, "semeval2017_task4a_train");
  if (!existsSync(folder)) return [];
  const byText = new Map<string, number>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".tsv"))
    .sort())
    for (const line of readFileSync(path.join(folder, file), "utf8").split("\n")) {
      const [, label = "", text = ""] = line.replace(/[\r\t]+$/, "").split("\t");
      if (NAMES.includes(label)) byText.set(unescapeSemEval(text), NAMES.indexOf(label));
    }
  return [...byText].map(([text, label]) => ({ found: features(text), label }));
}

/** Rows of three logits are turned into probabilities in place. */
function softmax(scores: Float64Array): void {
  const top = Math.max(...scores);
  let sum = 0;
  for (let c = 0; c < CLASSES; c += 1) sum += scores[c] = Math.exp((scores[c] ?? 0) - top);
  for (let c = 0; c < CLASSES; c += 1) scores[c] = (scores[c] ?? 0) / sum;
}

/**
 * Multinomial logistic regression by AdaGrad (Duchi et al. 2011) with classes weighted by the root of their rarity.
 * Answers probabilities of a text, or null when the training tweets are not there.
 */
export function linearSentiment(dir: string): ((text: string) => number[]) | null {
  const rows = trainingRows(dir);
  if (rows.length === 0) return null;
  const counts = NAMES.map((_, label) => rows.filter((row) => row.label === label).length);
  const weights = new Float32Array(SIZE * CLASSES);
  const squares = new Float32Array(SIZE * CLASSES).fill(1e-2);
  const score = (found: Uint32Array): Float64Array => {
    const scores = new Float64Array(CLASSES);
    const scale = 1 / Math.sqrt(found.length + 1);
    for (const feature of found)
      for (let c = 0; c < CLASSES; c += 1) scores[c] = (scores[c] ?? 0) + scale * (weights[feature * CLASSES + c] ?? 0);
    softmax(scores);
    return scores;
  };
  const random = createRandom(20261124, "linear-sentiment");
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let i = rows.length - 1; i > 0; i -= 1) {
      const j = random.int(i + 1);
      const [a, b] = [rows[i], rows[j]];
      if (a && b) [rows[i], rows[j]] = [b, a];
    }
    for (const { found, label } of rows) {
      const scores = score(found);
      const scale = 1 / Math.sqrt(found.length + 1);
      const importance = Math.sqrt(rows.length / (CLASSES * (counts[label] ?? 1)));
      for (let c = 0; c < CLASSES; c += 1) {
        const error = importance * ((scores[c] ?? 0) - (c === label ? 1 : 0)) * scale;
        for (const feature of found) {
          const at = feature * CLASSES + c;
          const gradient = error + L2 * (weights[at] ?? 0);
          squares[at] = (squares[at] ?? 0) + gradient * gradient;
          weights[at] = (weights[at] ?? 0) - (RATE * gradient) / Math.sqrt(squares[at] ?? 1);
        }
      }
    }
  }
  return (text) => [...score(features(text))];
}
