/** Colour by identity. Values are CSS variables of app/globals.css, so that light and dark follow by themselves. */
import type { SentimentState } from "../contracts/entities";

/** How many categories have a colour of their own. */
export const CATEGORY_COUNT = 8;
/** Whatever is not shown by itself. */
export const OTHERS_COLOUR = "var(--cat-others)";

/** The colour of the n-th category (0-based); beyond eight, the colour of the others. */
export function categoryColour(index: number): string {
  return index >= 0 && index < CATEGORY_COUNT ? `var(--cat-${index})` : OTHERS_COLOUR;
}

/** Fill of a sentiment class, blue against orange. */
export function sentimentColour(state: SentimentState): string {
  return `var(--${state})`;
}
