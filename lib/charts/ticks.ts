/** Which buckets of a time axis are named. */
import type { Interval } from "../contracts/metrics";
import type { Format } from "../format";

/** Steps in buckets, from dense to sparse; days go by weeks, hours by parts of a day. */
const STEPS: Readonly<Record<Interval, readonly number[]>> = {
  hour: [1, 3, 6, 12, 24, 48, 168],
  day: [1, 2, 7, 14, 28, 56, 91],
  week: [1, 2, 4, 13, 26, 52, 104],
  month: [1, 3, 6, 12, 24, 60],
};

/**
 * Starts of the buckets to name, at most about `max`, evenly spaced. Hours stand on round hours of the local day.
 * `ats`: bucket starts in order.
 */
export function axisTicks(ats: readonly string[], interval: Interval, max: number, format: Format): string[] {
  const steps = STEPS[interval];
  const step = steps.find((each) => ats.length / each <= max) ?? Math.ceil(ats.length / Math.max(1, max));
  if (interval !== "hour") return ats.filter((_, index) => index % step === 0);
  const hourOf = (at: string) => Number(format.time(at).slice(0, 2));
  const perDay = Math.min(step, 24);
  const round = ats.filter((at) => hourOf(at) % perDay === 0 && format.time(at).endsWith(":00"));
  const every = Math.max(1, Math.round(step / perDay));
  return round.filter((_, index) => index % every === 0);
}

/**
 * Ends and ticks of a scale of net sentiment: round numbers, zero always among them, never beyond -100 and 100.
 * `low`, `high`: what has to fit.
 */
export function netScale(low: number, high: number): { domain: [number, number]; ticks: number[] } {
  const span = Math.max(0, high) - Math.min(0, low);
  const step = [5, 10, 20, 25].find((each) => span / each <= 5) ?? 50;
  const from = Math.max(-100, Math.floor(Math.min(0, low) / step) * step);
  const to = Math.min(100, Math.max(step, Math.ceil(Math.max(0, high) / step) * step));
  const count = Math.round((to - from) / step);
  return { domain: [from, to], ticks: Array.from({ length: count + 1 }, (_, index) => from + index * step) };
}

/** Ends and ticks of a scale of counts from zero: steps of 1, 2 or 5 times a power of ten, two to six of them. */
export function countScale(high: number): { domain: [number, number]; ticks: number[] } {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, high))) - 1);
  const step = [1, 2, 5, 10, 20, 50].map((each) => each * power).find((each) => high / each <= 6) ?? high;
  const count = Math.max(1, Math.ceil(high / step));
  return { domain: [0, count * step], ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}
