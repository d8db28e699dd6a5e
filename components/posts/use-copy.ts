"use client";

import { useTranslations } from "use-intl/react";
import { useToast } from "@/components/ui/toast";

/** Puts texts on the clipboard, one per paragraph, and says so. */
export function useCopy(): (texts: readonly string[]) => Promise<void> {
  const t = useTranslations("posts");
  const toast = useToast();
  return async (texts) => {
    try {
      await navigator.clipboard.writeText(texts.join("\n\n"));
      toast({ title: t("copied", { count: texts.length }) });
    } catch {
      toast({ title: t("copyFailed"), tone: "danger" });
    }
  };
}
