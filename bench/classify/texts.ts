/** Real posts to read: every tweet text of a TweetEval folder, once each, shuffled by a fixed seed. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const SEED = 42;

/** At most `count` texts. @throws Error when the folder has none */
export function readTweets(dataDir: string, count: number): string[] {
  const base = path.join(dataDir, "tweeteval");
  if (!existsSync(base)) throw new Error(`There are no tweets in ${base}; give the data folder with --data DIR.`);
  const files = readdirSync(base, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("_text.txt"));
  const texts = new Set<string>();
  for (const file of files.sort()) {
    for (const line of readFileSync(path.join(base, file), "utf8").split("\n")) if (line.trim() !== "") texts.add(line);
  }
  return shuffle([...texts]).slice(0, count);
}

/** Fisher and Yates with Park and Miller's generator. */
function shuffle(texts: string[]): string[] {
  let state = SEED;
  for (let last = texts.length - 1; last > 0; last -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (last + 1);
    [texts[last], texts[other]] = [texts[other] ?? "", texts[last] ?? ""];
  }
  return texts;
}
