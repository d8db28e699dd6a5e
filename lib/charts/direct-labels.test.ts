import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadLabels } from "./direct-labels";

describe("spreadLabels", () => {
  it("leaves labels alone that do not touch", () => {
    const spots = [
      { key: "a", y: 10 },
      { key: "b", y: 60 },
    ];
    expect(spreadLabels(spots, 14, 0, 200)).toEqual(spots);
  });
  it("keeps the gap and the frame for any ends that fit", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 350 }), { minLength: 1, maxLength: 8 }), (ys) => {
        const placed = spreadLabels(
          ys.map((y, index) => ({ key: `${index}`, y })),
          14,
          0,
          300,
        );
        expect(placed).toHaveLength(ys.length);
        placed.forEach((spot, index) => {
          expect(spot.y).toBeGreaterThanOrEqual(0);
          expect(spot.y).toBeLessThanOrEqual(300);
          const above = placed[index - 1];
          if (above) expect(spot.y - above.y).toBeGreaterThanOrEqual(14);
        });
      }),
    );
  });
});
