"use client";

import { useTranslations } from "use-intl/react";

const RULES = [
  "guideNegative",
  "guideNeutral",
  "guidePositive",
  "guideMixed",
  "guideIrony",
  "guideEmoji",
  "guideCannot",
  "guideAlone",
] as const;

/** The written guideline that ships with Earshot. */
export function Guideline() {
  const t = useTranslations("accuracy");
  return (
    <section className="text-sm">
      <h2 className="font-semibold">{t("guideline")}</h2>
      <p className="mt-1 text-ink-2">{t("guideAim")}</p>
      <ul className="mt-2 flex list-disc flex-col gap-1.5 pl-4 text-ink-2">
        {RULES.map((rule) => (
          <li key={rule}>{t(rule)}</li>
        ))}
      </ul>
    </section>
  );
}
