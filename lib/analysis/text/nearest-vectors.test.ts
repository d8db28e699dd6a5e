import { expect, it } from "vitest";
import { nearestVectors } from "./nearest-vectors";

const bytes = (...values: number[]) => new Uint8Array(Int8Array.from(values).buffer);

it("orders by cosine, whatever the scale, and takes the first of equals", () => {
  const vectors = [bytes(0, 127), bytes(-100, 0), bytes(3, 3), bytes(0, 0), bytes(50, 50), bytes(9, 0)];
  const near = nearestVectors(Int8Array.of(127, 0), vectors, 5);
  expect(near.map(({ index }) => index)).toEqual([5, 2, 4, 0, 3]);
  expect(near.map(({ similarity }) => similarity)).toEqual([
    1,
    expect.closeTo(Math.SQRT1_2, 9),
    expect.closeTo(Math.SQRT1_2, 9),
    0,
    0,
  ]);
  expect(nearestVectors(Int8Array.of(127, 0), vectors, 9).at(-1)).toEqual({ index: 1, similarity: -1 });
});
