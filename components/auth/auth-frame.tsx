"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Wordmark } from "@/components/shell/brand";

/** The quiet page round sign-in and sign-up. */
export function AuthFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("auth");
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-5 py-10 sm:justify-center sm:py-16">
      <Wordmark />
      <p className="mt-1 mb-8 text-ink-3 text-sm">{t("tagline")}</p>
      {children}
    </main>
  );
}
