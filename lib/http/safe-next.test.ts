import { expect, it } from "vitest";
import { safeNext } from "./safe-next";

it("keeps our own paths with their search", () => {
  expect(safeNext("/a/b/posts?sort=newest")).toBe("/a/b/posts?sort=newest");
});

it.each([
  "//evil.example",
  "/\\evil.example",
  "https:evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "",
  " /x",
  undefined,
])("sends %s home", (next) => expect(safeNext(next)).toBe("/"));

it("sends repeated parameters home", () => expect(safeNext(["/a", "/b"])).toBe("/"));

it("does not let tabs and newlines smuggle a host", () => expect(safeNext("/\t/evil.example")).toBe("/"));
