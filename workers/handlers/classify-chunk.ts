/** A chunk of unread posts through the reader: language gate, each distinct text once, calibrated probabilities. */
import { identifyLanguage } from "@/lib/analysis/text/language-identify";
import type { PostReading, UnreadPost } from "@/lib/services/reading-posts";
import type { StoredText, TextVector } from "@/lib/services/text-readings";
import { DEFAULTS as READING, readTexts, type TextReading, type TextsReading } from "../inference/read-texts";
import type { Reader } from "../inference/reader";

/** Readings by text key, finished or under way; `stored` ones came from the database. */
export type TextReadings = Map<string, Promise<TextReading & { isStored?: true }>>;

/** Takes in what the database knows of texts, so that no model version reads a text twice. */
export function rememberStored(known: TextReadings, stored: ReadonlyMap<string, TextVector>): void {
  for (const [key, vector] of stored) {
    if (!known.has(key)) known.set(key, Promise.resolve({ state: "read", ...vector, isStored: true }));
  }
}

/** The map is emptied when it holds this many texts. */
const MAX_KNOWN_TEXTS = 50_000;

/** Codes that sources give when they do not know, or see no language at all (ISO 639 private and special codes). */
const NO_LANGUAGE = /^(?:und|zxx|mul|mis|q[a-t][a-z])$/;

/** Primary subtag of a post's language: what its source says, else what its text shows; null when neither does. */
export function languageOf({ lang, text }: Pick<UnreadPost, "lang" | "text">): string | null {
  const [given = ""] = (lang ?? "").toLowerCase().split("-");
  return given === "" || NO_LANGUAGE.test(given) ? identifyLanguage(text ?? "") : given;
}

/** What became of the posts, in their order; how many distinct texts were computed, and what to keep of them. */
export interface ChunkReading {
  readings: (PostReading & { reason?: string })[];
  texts: StoredText[];
  /** Processor time that the texts computed for this chunk took. */
  cpuMs: number;
}

/**
 * Reads posts. A language that the model is not trusted in is `unsupported`, and so is a post without a text; a text that
 * the reader cannot get through is `failed`, with the reason.
 * @throws AppError E_UNAVAILABLE, ReaderClosed
 */
export async function readPosts(
  { config, pool, interpreter }: Reader,
  posts: readonly UnreadPost[],
  known: TextReadings,
): Promise<ChunkReading> {
  const languages = posts.map(languageOf);
  const isReadable = (post: UnreadPost, index: number): boolean => {
    const language = languages[index] ?? null;
    return post.text !== null && (language === null || config.languages.includes(language));
  };
  const computing = readOnce(pool, posts.filter(isReadable), known);
  const answers = await Promise.all(
    posts.map((post, index) => (isReadable(post, index) ? known.get(post.textKey) : undefined)),
  );
  const texts = new Map<string, StoredText>();
  const readings = posts.map(({ id, publishedAtMs, textKey }, index) => {
    const answer = answers[index];
    const base = { id, publishedAtMs, failedTries: 0, label: null };
    if (!answer) return { ...base, state: "unsupported" as const };
    if (answer.state === "failed")
      return { ...base, state: "failed" as const, failedTries: READING.aloneTries, reason: answer.reason };
    if (!answer.isStored) texts.set(textKey, { textKey, logits: answer.logits, embedding: answer.embedding });
    return { ...base, state: "read" as const, label: interpreter.label(answer.logits, languages[index] ?? null) };
  });
  return { readings, texts: [...texts.values()], cpuMs: (await computing).cpuMs };
}

/** Sends the texts that nobody has read yet, and puts the promise of each answer into `known`. */
function readOnce(pool: Reader["pool"], posts: readonly UnreadPost[], known: TextReadings): Promise<TextsReading> {
  if (known.size > MAX_KNOWN_TEXTS) known.clear();
  const fresh = new Map(
    posts.filter((post) => !known.has(post.textKey)).map((post) => [post.textKey, post.text ?? ""]),
  );
  const reading = readTexts(pool, [...fresh.values()]);
  for (const [index, key] of [...fresh.keys()].entries()) {
    const answer = reading.then(
      ({ readings }): TextReading => readings[index] ?? { state: "failed", reason: "no answer" },
    );
    answer.catch(() => undefined);
    known.set(key, answer);
  }
  reading.catch(() => undefined);
  return reading;
}
