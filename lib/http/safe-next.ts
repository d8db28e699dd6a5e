/** Where to go after signing in: a path of ours, or home. */

/** Accepts "/…" that stays on this site; anything else (//host, /\host, other schemes, lists) becomes "/". */
export function safeNext(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !/^\/(?![/\\])/.test(next)) return "/";
  const parsed = URL.canParse(next, "http://earshot.invalid") ? new URL(next, "http://earshot.invalid") : null;
  return parsed?.host === "earshot.invalid" ? `${parsed.pathname}${parsed.search}` : "/";
}
