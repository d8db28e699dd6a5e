/** Names of series beside their ends, moved apart so that none covers another. */

/** y in pixels, growing downwards. */
export type LabelSpot = { key: string; y: number };

/**
 * Keeps the order by y and at least `gap` pixels between labels, inside [top, bottom] as far as they fit.
 * Labels are pushed down first, then back up from the bottom.
 */
export function spreadLabels(spots: readonly LabelSpot[], gap: number, top: number, bottom: number): LabelSpot[] {
  const sorted = [...spots].sort((a, b) => a.y - b.y).map((spot) => ({ ...spot, y: Math.max(top, spot.y) }));
  sorted.forEach((spot, index) => {
    const above = sorted[index - 1];
    if (above) spot.y = Math.max(spot.y, above.y + gap);
  });
  for (let index = sorted.length - 1; index >= 0; index--) {
    const spot = sorted[index];
    const below = sorted[index + 1];
    if (spot) spot.y = Math.min(spot.y, below ? below.y - gap : bottom);
  }
  return sorted;
}
