import type { IconName } from "@/components/ui/icon";

/** The pages of a project in the order of the left bar; `g` then `key` goes there. */
export const NAV_ITEMS = [
  { page: "overview", icon: "chart", key: "o" },
  { page: "posts", icon: "posts", key: "p" },
  { page: "topics", icon: "topics", key: "t" },
  { page: "classifiers", icon: "tag", key: "c" },
  { page: "accuracy", icon: "check", key: "a" },
  { page: "data", icon: "data", key: "d" },
  { page: "settings", icon: "settings", key: "s" },
] as const satisfies readonly { page: string; icon: IconName; key: string }[];
export type NavPage = (typeof NAV_ITEMS)[number]["page"];

/** Which entry an address belongs to: "/{workspace}/{project}/{page}/…". */
export function pageOf(pathname: string): NavPage | null {
  const part = pathname.split("/")[3];
  return NAV_ITEMS.find((item) => item.page === part)?.page ?? null;
}
