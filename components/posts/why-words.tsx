import { Fragment } from "react";
import { useTranslations } from "use-intl/react";
import { cx } from "@/components/ui/cx";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import type { WhyPart } from "@/lib/charts/why-model";
import type { Explanation } from "@/lib/contracts/why";

/** By strength: straight lines speak for the label, wavy ones against it; the ground only repeats it in colour. */
const TOWARDS = ["", "decoration-1", "decoration-2 bg-signal-soft", "decoration-4 bg-signal-soft"] as const;
const AGAINST = ["", "decoration-1", "decoration-2 bg-warn-soft", "decoration-4 bg-warn-soft"] as const;

export function markOf(value: number, strength: WhyPart["strength"]): string {
  const isTowards = value > 0;
  return cx(
    "rounded-xs bg-transparent text-ink underline underline-offset-4",
    isTowards ? "decoration-signal decoration-solid" : "decoration-warn decoration-wavy",
    (isTowards ? TOWARDS : AGAINST)[strength],
  );
}

/** The post as it stands, with the words that count underlined. */
export function WhyWords({ parts, lang }: { parts: readonly WhyPart[]; lang: string | null }) {
  const t = useTranslations("why");
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a named group of text, not a form's
    <p
      role="group"
      aria-label={t("post")}
      lang={lang ?? undefined}
      dir="auto"
      className="whitespace-pre-wrap break-words text-base leading-7"
    >
      {parts.map(({ at, text, value, strength }) =>
        value === null || strength === 0 ? (
          <Fragment key={at}>{text}</Fragment>
        ) : (
          <mark key={at} title={format.signed(value, 2)} className={markOf(value, strength)}>
            {text}
          </mark>
        ),
      )}
    </p>
  );
}

export type WhyTableProps = { text: string; explanation: Explanation; label: string };

/** Every word with both its numbers. */
export function WhyTable({ text, explanation, label }: WhyTableProps) {
  const t = useTranslations("why");
  const format = useFormat();
  return (
    <Table caption={t("table")}>
      <thead>
        <tr>
          <Th>{t("word")}</Th>
          <Th isNumber>{t("part", { label })}</Th>
          <Th isNumber>{t("without")}</Th>
        </tr>
      </thead>
      <tbody>
        {explanation.words.map(({ start, end, terms, drop }) => (
          <tr key={start}>
            <RowTh className="max-w-40 truncate" dir="auto">
              {text.slice(start, end)}
            </RowTh>
            <Td isNumber>{format.signed(terms[explanation.label] ?? 0, 3)}</Td>
            <Td isNumber>{format.signed(drop, 3)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
