"use client";

import { useTranslations } from "use-intl/react";
import { Wordmark } from "@/components/shell/brand";
import { ButtonLink } from "@/components/ui/button";

export default function NotFound() {
  const t = useTranslations("shell");
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-4">
      <Wordmark className="mb-4" />
      <h1 className="text-2xl">{t("notFoundTitle")}</h1>
      <p className="text-ink-2">{t("notFoundText")}</p>
      <ButtonLink href="/" variant="primary" className="mt-2">
        {t("notFoundAction")}
      </ButtonLink>
    </main>
  );
}
