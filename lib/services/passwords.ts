/** Passwords: argon2id, common ones refused, a bounded number of hashes at once. */
import { hash, verify } from "@node-rs/argon2";
import { dictionary } from "@zxcvbn-ts/language-common";
import { AppError } from "@/lib/errors";

/** OWASP's parameters for argon2id: 19 MiB, 2 passes, 1 lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MAX_AT_ONCE = 4;

let common: Set<string> | undefined;

/** @throws AppError E_PASSWORD_COMMON when the password stands on the list of known ones (the list is lower case). */
export function refuseCommonPassword(password: string): void {
  common ??= new Set(dictionary["passwords-common"]);
  if (!common.has(password.toLowerCase())) return;
  throw new AppError("E_PASSWORD_COMMON", "This password is on the lists that attackers try first.", {
    field: "password",
    hint: "Choose another one; three or four unrelated words work well.",
  });
}

let running = 0;
const waiting: (() => void)[] = [];

async function bounded<T>(work: () => Promise<T>): Promise<T> {
  while (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Encoded argon2id hash. */
export const hashPassword = (password: string): Promise<string> => bounded(() => hash(password, ARGON2ID));

let dummy: Promise<string> | undefined;

/** Whether the password fits; takes as long for people who do not exist, or have no password. */
export async function verifyPassword(encoded: string | null | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword("nobody has this password");
  const stored = encoded ?? (await dummy);
  const fits = await bounded(() => verify(stored, password));
  return fits && typeof encoded === "string";
}
