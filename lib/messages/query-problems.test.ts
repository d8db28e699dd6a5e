import { expect, it } from "vitest";
import { QUERY_PROBLEM_CODES, queryProblem } from "@/lib/analysis/query/problems";
import { translator } from "../messages";

it("has the words of every query problem, in English the same as the API's", () => {
  const [en, zh] = [translator("en"), translator("zh-CN")];
  for (const code of QUERY_PROBLEM_CODES) {
    const { message, hint } = queryProblem(code, 0, 0);
    expect([en(`queryProblems.message.${code}`), en(`queryProblems.hint.${code}`)]).toEqual([message, hint]);
    expect(zh(`queryProblems.message.${code}`)).not.toBe(message);
    expect(zh(`queryProblems.hint.${code}`)).not.toBe(hint);
  }
});
