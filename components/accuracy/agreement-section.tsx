"use client";

import { useTranslations } from "use-intl/react";
import { Definition } from "@/components/charts/panel-tools";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { agreementLevel } from "@/lib/analysis/classify/agreement";
import type { AccuracyReport, Agreement } from "@/lib/contracts/accuracy";

/** Kappa of each two people and alpha of all, with a plain reading. */
export function AgreementSection({ report: { pairs, alpha } }: { report: AccuracyReport }) {
  const t = useTranslations("accuracy");
  return (
    <section aria-label={t("agreement")} className="min-w-0">
      <h2 className="mb-1 flex items-center gap-1.5 text-lg">
        {t("agreement")} <Definition text={t("agreementDef")} of={t("agreement")} />
      </h2>
      {pairs.length === 0 ? <p className="text-ink-2 text-sm">{t("agreementOne")}</p> : null}
      {pairs.length > 0 ? (
        <Table caption={t("agreement")}>
          <thead>
            <tr>
              <Th>{t("kappa")}</Th>
              <Th isNumber>{t("coefficient")}</Th>
              <Th isNumber>{t("sameAnswer")}</Th>
              <Th isNumber>{t("posts")}</Th>
              <Th>{t("reading")}</Th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ people, a, b, kappa }) => (
              <AgreementRow key={people.join()} name={t("pair", { a, b })} found={kappa} />
            ))}
            <AgreementRow name={t("everybody")} found={alpha} />
          </tbody>
        </Table>
      ) : null}
    </section>
  );
}

function AgreementRow({ name, found }: { name: string; found: Agreement | null }) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  return (
    <tr>
      <RowTh className="min-w-36">{name}</RowTh>
      <Td isNumber>{found ? format.decimal(found.coefficient, 2) : "–"}</Td>
      <Td isNumber>{found ? format.percent(found.seen) : "–"}</Td>
      <Td isNumber>{found ? format.integer(found.postCount) : "–"}</Td>
      <Td className="min-w-36 text-ink-2">
        {found ? t(`level_${agreementLevel(found.coefficient)}`) : t("noCoefficient")}
      </Td>
    </tr>
  );
}
