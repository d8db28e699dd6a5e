"use client";

import { useTranslations } from "use-intl/react";
import { ErrorState } from "@/components/ui/error-state";

export default function ProjectError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("shell");
  return (
    <div className="px-4 py-8 lg:px-7">
      <h1 className="text-xl">{t("errorTitle")}</h1>
      <ErrorState error={error} onRetry={reset} />
    </div>
  );
}
