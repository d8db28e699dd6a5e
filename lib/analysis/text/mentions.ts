/** Who a text calls by name. */
import { handleKey } from "../query/keys";

/** `@name` as most platforms write it, also with Chinese letters; not the host of an e-mail address. */
const MENTION = /(?<![\p{L}\p{N}_.@＠-])[@＠]([\p{L}\p{N}_]{1,40})/gu;
const MAX_MENTIONS = 50;

/** The distinct mentions of a text, in order of appearance, as handles are compared; at most 50. */
export function mentionKeys(text: string): string[] {
  if (!/[@＠]/.test(text)) return [];
  const keys = new Set<string>();
  for (const [, name] of text.matchAll(MENTION)) {
    if (keys.size === MAX_MENTIONS) break;
    const key = name === undefined ? "" : handleKey(name);
    if (key !== "") keys.add(key);
  }
  return [...keys];
}
