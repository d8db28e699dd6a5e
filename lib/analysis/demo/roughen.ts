/** Makes tidy sentences look typed by people: lower case, typos, stretched words, shouting. */
import type { WritingStyle } from "./authors";
import type { Random } from "./random";

/** Words that keep their letters: addresses, hashtags, names of brands and numbers. */
const PROTECTED = /^[@#]|\d|orrowell|caldrith|finchroast|pebble/i;

/** One slip of the fingers in a word of at least five letters. */
function typo(word: string, random: Random): string {
  const at = 1 + random.int(word.length - 3);
  const a = word.charAt(at);
  const b = word.charAt(at + 1);
  const kind = random.int(3);
  if (kind === 0) return word.slice(0, at) + b + a + word.slice(at + 2);
  if (kind === 1) return word.slice(0, at) + word.slice(at + 1);
  return word.slice(0, at) + a + word.slice(at);
}

function roughenWord(word: string, style: WritingStyle, isAngry: boolean, random: Random): string {
  if (PROTECTED.test(word)) return word;
  if (/^(so|really|love|no|yes|wow|ugh)[,.!]?$/i.test(word) && random.chance(style.shoutRatio)) {
    return word.replace(/[oaeuw](?=[^oaeuw]*$)/i, (vowel) => vowel.repeat(3 + random.int(3)));
  }
  if (isAngry && /^[a-z]{3,}[!.]?$/.test(word) && random.chance(style.shoutRatio / 4)) return word.toUpperCase();
  if (/^[a-z]{5,}$/i.test(word) && random.chance(style.typoRatio)) return typo(word, random);
  if (/['’]/.test(word) && style.isLowerCase && random.chance(0.6)) return word.replace(/['’]/g, "");
  return word;
}

/** Rewrites an English text in the manner of its author; addresses, hashtags and brand names stay as they are. */
export function roughen(text: string, style: WritingStyle, isAngry: boolean, random: Random): string {
  const words = text.split(" ").map((word) => {
    const rough = roughenWord(word, style, isAngry, random);
    return style.isLowerCase && !/^[@#]/.test(rough) ? rough.toLowerCase() : rough;
  });
  const joined = words.join(" ");
  return /!$/.test(joined) && random.chance(style.shoutRatio) ? joined + "!".repeat(1 + random.int(3)) : joined;
}
