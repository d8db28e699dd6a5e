import { describe, expect, it } from "vitest";
import { localeFromHeader, preferenceCookie, readPreferences } from "./preferences";

describe("preferences", () => {
  it("takes the first language that is spoken", () => {
    expect(localeFromHeader("de-DE,zh-TW;q=0.8,en;q=0.5")).toBe("zh-CN");
    expect(localeFromHeader("en-US,zh;q=0.5")).toBe("en");
    expect(localeFromHeader("fr")).toBe("en");
    expect(localeFromHeader(null)).toBe("en");
  });
  it("falls back where a cookie holds nonsense", () => {
    const cookies: Record<string, string> = {
      "earshot-theme": "pink",
      "earshot-locale": "zh-CN",
      "earshot-bar": "icons",
    };
    expect(readPreferences((name) => cookies[name], "en")).toEqual({
      locale: "zh-CN",
      theme: "system",
      density: "compact",
      bar: "icons",
    });
  });
  it("writes what it reads", () => {
    const text = preferenceCookie("theme", "dark");
    expect(text.startsWith("earshot-theme=dark;")).toBe(true);
    expect(readPreferences((name) => (text.startsWith(`${name}=`) ? "dark" : undefined), null).theme).toBe("dark");
  });
});
