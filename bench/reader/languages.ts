/** Posts whose language is known: the folder names of the multilingual tweets, and the Chinese and English sets. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const FOLDERS = {
  arabic: "ar",
  french: "fr",
  german: "de",
  hindi: "hi",
  italian: "it",
  portuguese: "pt",
  spanish: "es",
} as const;

const lines = (file: string): string[] => readFileSync(file, "utf8").replace(/\n$/, "").split("\n");

/** Test posts by language; languages whose files are not there are left out. */
export function languageSets(dir: string): { language: string; texts: string[] }[] {
  const foreign = Object.entries(FOLDERS).map(
    ([folder, language]) => [path.join(dir, "umsab_multilingual_tweets", folder, "test_text.txt"), language] as const,
  );
  const english = [path.join(dir, "tweeteval", "sentiment", "test_text.txt"), "en"] as const;
  const found = [english, ...foreign]
    .filter(([file]) => existsSync(file))
    .map(([file, language]) => ({ language: language as string, texts: lines(file).slice(0, 2_000) }));
  const weibo = path.join(dir, "zh_smp2020_ewect", "usual_test_labeled.txt");
  if (!existsSync(weibo)) return found;
  const posts = JSON.parse(readFileSync(weibo, "utf8")) as { content: string }[];
  return [...found, { language: "zh", texts: posts.map(({ content }) => content) }];
}
