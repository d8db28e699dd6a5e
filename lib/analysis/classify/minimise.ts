/** L-BFGS for smooth convex functions. */

export const DEFAULTS = {
  memory: 8,
  maxIterations: 200,
  /** Stops when a step improves the value by less than this share of it, twice in a row. */
  tolerance: 1e-6,
} as const;

/** Value at `point`; writes the gradient into `gradient`. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

/** How to look, and for how long; left out: DEFAULTS. */
export interface Limits {
  /** Multiplies by an estimate of the inverse curvature, in place. */
  precondition?: ((vector: Float64Array) => void) | undefined;
  maxIterations?: number;
  tolerance?: number;
}

interface Pair {
  step: Float64Array;
  change: Float64Array;
  curvature: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function add(target: Float64Array, scale: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] as number) + scale * (source[i] as number);
}

/** Two-loop recursion: the quasi-Newton direction downhill. */
function direction(gradient: Float64Array, pairs: readonly Pair[], precondition: Limits["precondition"]): Float64Array {
  const result = gradient.map((value) => -value);
  const shares: number[] = [];
  for (const { step, change, curvature } of pairs.toReversed()) {
    const share = dot(step, result) / curvature;
    shares.push(share);
    add(result, -share, change);
  }
  if (precondition) precondition(result);
  else {
    const last = pairs.at(-1);
    const scale = last ? last.curvature / dot(last.change, last.change) : 1 / Math.sqrt(dot(gradient, gradient));
    for (let i = 0; i < result.length; i += 1) result[i] = (result[i] as number) * scale;
  }
  for (const { step, change, curvature } of pairs) {
    const share = shares.pop() ?? 0;
    add(result, share - dot(change, result) / curvature, step);
  }
  return result;
}

/** Halves the step until the value falls enough (Armijo); null when it cannot. */
function search(
  objective: Objective,
  from: { point: Float64Array; value: number },
  along: Float64Array,
  slope: number,
): { point: Float64Array; value: number; gradient: Float64Array } | null {
  const gradient = new Float64Array(along.length);
  for (let length = 1; length > 1e-10; length /= 2) {
    const point = Float64Array.from(from.point);
    add(point, length, along);
    const value = objective(point, gradient);
    if (value <= from.value + 1e-4 * length * slope) return { point, value, gradient };
  }
  return null;
}

/**
 * The point where the function is least, starting from `start` (which is not changed).
 * Source: Liu and Nocedal 1989, doi 10.1007/BF01589116; backtracking instead of their line search, which is enough for a strictly
 * convex function (pairs without curvature are left out).
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { precondition, maxIterations = DEFAULTS.maxIterations, tolerance = DEFAULTS.tolerance }: Limits = {},
): Float64Array {
  let gradient: Float64Array = new Float64Array(start.length);
  let here = { point: start, value: objective(start, gradient) };
  const pairs: Pair[] = [];
  let still = 0;
  for (let iteration = 0; iteration < maxIterations && still < 2; iteration += 1) {
    const along = direction(gradient, pairs, precondition);
    const slope = dot(gradient, along);
    if (!(slope < 0)) break;
    const next = search(objective, here, along, slope);
    if (!next) break;
    const step = next.point.map((value, i) => value - (here.point[i] as number));
    const change = next.gradient.map((value, i) => value - (gradient[i] as number));
    const curvature = dot(step, change);
    if (curvature > 1e-12 * dot(change, change)) pairs.push({ step, change, curvature });
    if (pairs.length > DEFAULTS.memory) pairs.shift();
    still = here.value - next.value <= tolerance * Math.abs(next.value) ? still + 1 : 0;
    gradient = next.gradient;
    here = next;
  }
  return here.point;
}
