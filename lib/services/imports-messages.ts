/** Texts for the codes of rows and remarks, in English: the interface has its own from the same catalogue. */
import { errors } from "@/lib/messages/errors";

/** What a code of a row or a remark means; the code itself where the catalogue does not know it. */
export function rowMessage(code: string): string {
  const texts: Readonly<Record<string, string>> = errors.en;
  return Object.hasOwn(texts, code) ? (texts[code] ?? code) : code;
}
