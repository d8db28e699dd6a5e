"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { useFormat } from "@/components/ui/use-format";
import type { Finding } from "@/lib/charts/findings";
import { wordsOf } from "@/lib/charts/words";

export type FindingTextProps = {
  finding: Finding;
  /** In full, as a line of the digest; else as a title. */
  isLine?: boolean;
  /** Another sentence for the same finding. */
  variant?: "leadsLanguage" | "leadsEmotion" | undefined;
  /** Where the posts behind the finding are; without it nothing is a link. */
  href?: string | null;
};

type Rich = {
  rich: (key: string, values: Record<string, string | number | ((chunks: ReactNode) => ReactNode)>) => ReactNode;
};

/** Colour of a figure: blue for what is good news, orange for bad, plain where it is neither. */
function toneOf(finding: Finding): string {
  if (finding.kind === "netRose") return "text-positive-ink";
  if (finding.kind === "netFell" || finding.kind === "netLow") return "text-negative-ink";
  return finding.kind === "peak" && finding.of === "negative" ? "text-negative-ink" : "";
}

/** A finding as a sentence. */
export function FindingText({ finding, isLine = false, variant, href = null }: FindingTextProps) {
  // The key is chosen at run time; the test of words.ts says every one of them in both languages.
  const t = useTranslations("findings") as unknown as Rich;
  const { key, values } = wordsOf(finding, useFormat(), isLine);
  return t.rich(variant ?? key, {
    ...values,
    b: (chunks) => (isLine ? <strong className={`font-semibold ${toneOf(finding)}`}>{chunks}</strong> : chunks),
    go: (chunks) =>
      href ? (
        <Link
          href={href}
          className="underline decoration-line-strong underline-offset-3 transition-colors duration-150 hover:text-signal hover:decoration-signal"
        >
          {chunks}
        </Link>
      ) : (
        chunks
      ),
  });
}
