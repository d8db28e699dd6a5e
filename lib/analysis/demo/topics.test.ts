import { describe, expect, it } from "vitest";
import { CreateTopic } from "@/lib/contracts/topics";
import { compileMatcher } from "../query/evaluate";
import { parseQuery } from "../query/parser";
import { postFields } from "../query/post-fields";
import { generateDemo } from "./generate-demo";
import { DEMO_TOPICS } from "./market";

const { posts } = generateDemo({ seed: 11, nowMs: Date.UTC(2026, 9, 21, 13, 20), postCount: 4_000 });
const match = compileMatcher(DEMO_TOPICS.map(({ name, query }) => ({ id: name, query })));
const topicsOf = posts.map((post) => match(postFields(post)));
const share = (name: string): number => topicsOf.filter((names) => names.includes(name)).length / posts.length;

describe("DEMO_TOPICS", () => {
  it.each(DEMO_TOPICS)("$name reads as a query and passes the contract", (topic) => {
    const parsed = parseQuery(topic.query);
    expect("problem" in parsed ? parsed.problem : null).toBeNull();
    expect(CreateTopic.parse(topic)).toEqual(topic);
  });

  it.each([
    ["Orrowell", 0.25, 0.5],
    ["Caldrith", 0.12, 0.35],
    ["Finchroast", 0.12, 0.35],
    ["Pebble launch", 0.03, 0.15],
    ["Delivery", 0.06, 0.25],
    ["Price", 0.03, 0.2],
    ["Customer service", 0.02, 0.15],
  ])("%s matches a plausible share of the posts", (name, low, high) => {
    expect(share(name)).toBeGreaterThan(low);
    expect(share(name)).toBeLessThan(high);
  });

  it("leaves chatter without a brand to no topic", () => {
    expect(topicsOf.filter((names) => names.length === 0).length / posts.length).toBeGreaterThan(0.15);
  });

  it("finds Chinese posts in every topic", () => {
    for (const { name } of DEMO_TOPICS) {
      expect(posts.some((post, i) => post.lang === "zh" && topicsOf[i]?.includes(name))).toBe(true);
    }
  });
});
