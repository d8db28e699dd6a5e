/** Makes the demo workspace in a database on this machine: npx tsx drizzle/seed.ts. Running it again changes nothing. */
import { randomInt } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { closeDatabase } from "@/drizzle/client";
import { requireLocalDatabase } from "@/drizzle/factories";
import { env } from "@/lib/env";
import { closeQueues } from "@/lib/jobs/queue";
import { DEMO_EMAIL, ensureDemo } from "@/lib/services/demo";

const DemoLogin = z.object({ email: z.string(), password: z.string().min(8) });

/** Letters and digits that are hard to mistake for one another. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 16;

const newPassword = (): string => Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/** The password of earlier runs, else a new one, written for its owner alone. */
async function keptPassword(folder: string): Promise<string> {
  const file = join(folder, "demo.json");
  const text = await readFile(file, "utf8").catch(() => "null");
  const kept = DemoLogin.safeParse(parseJson(text));
  if (kept.success && kept.data.email === DEMO_EMAIL) return kept.data.password;
  const password = newPassword();
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify({ email: DEMO_EMAIL, password }, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return password;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

requireLocalDatabase();
try {
  await ensureDemo({ password: await keptPassword(env().DATA_DIR), nowMs: Date.now() });
} finally {
  await closeQueues();
  await closeDatabase();
}
