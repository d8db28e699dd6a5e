/** What a browser remembers by cookie for pages where nobody is signed in, and between visits. */
import { LOCALES, type Locale, THEMES, type Theme } from "../contracts/entities";

/** Names of the cookies; none of them holds personal data. */
export const COOKIES = {
  locale: "earshot-locale",
  theme: "earshot-theme",
  density: "earshot-density",
  bar: "earshot-bar",
};
/** Row height of tables. */
export type Density = "compact" | "comfortable";
/** Left bar in full or as icons. */
export type Bar = "open" | "icons";
/** Every preference, with a value for each. */
export type Preferences = { locale: Locale; theme: Theme; density: Density; bar: Bar };

function pick<T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined {
  return allowed.find((item) => item === value);
}

/** The first of the browser's languages that Earshot speaks; English when there is none. */
export function localeFromHeader(acceptLanguage: string | null): Locale {
  for (const part of (acceptLanguage ?? "").toLowerCase().split(",")) {
    const tag = part.split(";")[0]?.trim() ?? "";
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}

/** Reads preferences from cookies; anything unknown falls back to its default. */
export function readPreferences(
  cookie: (name: string) => string | undefined,
  acceptLanguage: string | null,
): Preferences {
  return {
    locale: pick(cookie(COOKIES.locale), LOCALES) ?? localeFromHeader(acceptLanguage),
    theme: pick(cookie(COOKIES.theme), THEMES) ?? "system",
    density: pick(cookie(COOKIES.density), ["compact", "comfortable"]) ?? "compact",
    bar: pick(cookie(COOKIES.bar), ["open", "icons"]) ?? "open",
  };
}

/** The text that stores one preference for a year. */
export function preferenceCookie(name: keyof typeof COOKIES, value: string): string {
  return `${COOKIES[name]}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}

/** Stores one preference in this browser. */
export function rememberPreference(name: keyof typeof COOKIES, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, and Earshot also runs on http://localhost
  document.cookie = preferenceCookie(name, value);
}
