import { expect, it } from "vitest";
import { mentionKeys } from "./mentions";

it.each([
  ["@Ana_B hi @ana_b and @小明：你好", ["ana_b", "小明"]],
  ["mail ana@example.com or RT @Bob: yes", ["bob"]],
  ["(@one)/@two @ @@three", ["one", "two"]],
  ["none", []],
])("%j calls %j", (text, keys) => expect(mentionKeys(text)).toEqual(keys));
