"use client";

import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { LinkTabs } from "@/components/ui/tabs";
import { pagePath } from "@/lib/client/paths";

/** Imports and runs are pages of their own. */
export function DataTabs({ current }: { current: "imports" | "runs" }) {
  const t = useTranslations("data");
  const { scope } = useProject();
  return (
    <LinkTabs
      aria-label={t("title")}
      tabs={(["imports", "runs"] as const).map((tab) => ({
        href: pagePath(scope, `data/${tab}`),
        label: t(tab),
        isCurrent: tab === current,
      }))}
    />
  );
}
