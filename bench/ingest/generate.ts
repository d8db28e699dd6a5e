/** A CSV file of posts by a seeded generator: sentences of everyday words, power-law authors, 90 days, six brands. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";

export interface Generated {
  rowCount: number;
  byteCount: number;
  sha256: string;
}

/** Marsaglia's xorshift, 32 bit: fast, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

const WORDS =
  "the a this my our their new old first last good slow quick quiet warm cold price battery screen order delivery service support team flight seat bag shop store coffee phone app update camera sound box colour street city morning evening week month year friend family work school game music match train ticket queue refund reply question answer idea reason place table door window light water road works works broke came went asked said told bought sold tried found lost kept left again never always maybe today tomorrow yesterday and but or so because while after before with without about over under near from into again really quite very too almost just only still already".split(
    " ",
  );
const BRANDS = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"];
const DAYS = 90;
/** Share of rows with the id of an earlier one. */
const REPEATED_SHARE = 0.01;

/** Writes `rowCount` rows to `path`: id, author, followers, time, text, likes, shares, brand. About 210 bytes a row. */
export async function generateFile(path: string, rowCount: number, seed: number, endMs: number): Promise<Generated> {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const out = createWriteStream(path, { highWaterMark: 4_194_304 });
  const hash = createHash("sha256");
  let byteCount = 0;
  let piece = "tweet_id,username,followers,created_at,text,likes,retweets,brand\n";
  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(piece);
    piece = "";
    hash.update(bytes);
    byteCount += bytes.length;
    if (!out.write(bytes)) await once(out, "drain");
  };
  for (let i = 0; i < rowCount; i++) {
    const id = random() < REPEATED_SHARE ? Math.floor(random() * (i + 1)) : i;
    const author = Math.floor(rowCount ** 0.85 * random() ** 3);
    const at = new Date(endMs - Math.floor(random() * DAYS * 86_400) * 1_000).toISOString().replace(".000", "");
    const brand = pick(BRANDS);
    let text = `@${brand}`;
    for (let n = 10 + Math.floor(random() * 20); n > 0; n--) text += ` ${pick(WORDS)}`;
    if (random() < 0.3) text += ` #${pick(WORDS)}`;
    if (random() < 0.2) text = `"${text}, and ""${pick(WORDS)}"""`;
    if (random() < 0.1) text = text.replace("the ", "café ");
    // about one in a hundred is below zero, and refused
    const likes = Math.floor(10 * (1 / (random() + 0.01) - 1));
    piece += `${900_000_000_000_000_000n + BigInt(id)},person_${author},${(author * 7_919) % 50_000},${at},${text},${likes},${likes >> 3},${brand}\n`;
    if (piece.length > 4_194_304) await flush();
  }
  await flush();
  out.end();
  await once(out, "finish");
  return { rowCount, byteCount, sha256: hash.digest("hex") };
}
