/** From a finding to a message: its key in the part `findings` and its values, formatted. */
import type { Interval } from "../contracts/metrics";
import type { Format } from "../format";
import type { Messages } from "../messages";
import type { Finding } from "./findings";

/** A message that is ready to be said: `t.rich(key, values)` with tags `b` and `go`, or `t.markup`. */
export type Words = { key: keyof Messages["findings"]; values: Readonly<Record<string, string | number>> };

function when(format: Format, at: string, interval: Interval): string {
  if (interval === "hour") return `${format.time(at)}, ${format.day(at)}`;
  return interval === "month" ? format.bucket(at, "month") : format.day(at);
}

/** "doubled" and "tripled" are said only where they are true to the nearest half. */
function sizeOf(factor: number): "double" | "triple" | "many" {
  if (factor >= 1.8 && factor < 2.4) return "double";
  return factor >= 2.6 && factor < 3.4 ? "triple" : "many";
}

const round = (format: Format, net: number) => format.signed(Math.round(net));

function peakWords(finding: Extract<Finding, { kind: "peak" }>, format: Format, isLine: boolean): Words {
  const { of, interval, factor } = finding;
  const values = {
    of,
    interval,
    at: when(format, finding.at, interval),
    count: format.integer(finding.count),
    factor: format.decimal(factor, factor < 10 ? 1 : 0),
  };
  return { key: isLine ? "peakLine" : "peak", values: { ...values, size: sizeOf(factor) } };
}

/** `isLine`: for a line of the digest, in full; else for a title. */
export function wordsOf(finding: Finding, format: Format, isLine = false): Words {
  switch (finding.kind) {
    case "rose":
    case "fell": {
      const ratio = format.percent(Math.abs(finding.ratio));
      return { key: finding.kind, values: { ratio, count: format.integer(finding.count) } };
    }
    case "level": {
      const perBucket = format.integer(Math.round(finding.perBucket));
      return { key: "level", values: { count: format.integer(finding.count), perBucket, interval: finding.interval } };
    }
    case "peak":
      return peakWords(finding, format, isLine);
    case "outnumbered":
      return { key: "outnumbered", values: { run: finding.run, interval: finding.interval } };
    case "netRose":
    case "netFell": {
      const [from, to, low, high] = [finding.from, finding.to, finding.low, finding.high].map((net) =>
        round(format, net),
      );
      const values = { from: from ?? "", to: to ?? "", low: low ?? "", high: high ?? "" };
      return { key: isLine ? `${finding.kind}Line` : finding.kind, values };
    }
    case "netLevel":
      return {
        key: "netLevel",
        values: { net: round(format, finding.net), margin: format.integer(Math.ceil(finding.margin)) },
      };
    case "netLow": {
      const at = when(format, finding.at, finding.interval);
      return { key: "netLow", values: { net: round(format, finding.net), at, interval: finding.interval } };
    }
    case "voice": {
      const { name, rank, of, trend } = finding;
      return { key: "voice", values: { name, rank, of, trend, ratio: format.percent(finding.ratio, 1) } };
    }
    case "topicGrew":
      return { key: "topicGrew", values: { name: finding.name, ratio: format.change(finding.ratio) } };
    case "topicWorst": {
      const margin = format.integer(Math.ceil(finding.margin));
      return { key: "topicWorst", values: { name: finding.name, net: round(format, finding.net), margin } };
    }
    case "leads":
      return { key: "leads", values: { name: finding.key, ratio: format.percent(finding.ratio) } };
    case "topAuthors":
      return { key: "topAuthors", values: { shown: finding.shown, ratio: format.percent(finding.ratio) } };
    case "driver": {
      const direction = finding.direction;
      const values = { name: finding.name, count: format.integer(finding.count), direction };
      return { key: "driver", values: { ...values, ratio: format.percent(finding.ratio) } };
    }
    case "without":
      return { key: "without", values: { name: finding.name, net: round(format, finding.net) } };
    case "author": {
      const { name, posts } = finding;
      return { key: "author", values: { name, posts, ratio: format.percent(finding.ratio) } };
    }
    case "topPost":
      return { key: "topPost", values: { name: finding.name, count: format.integer(finding.count) } };
    case "unread":
      return { key: "unread", values: { count: finding.count } };
  }
}
