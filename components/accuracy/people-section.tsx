"use client";

import { useTranslations } from "use-intl/react";
import { Progress } from "@/components/ui/progress";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import type { AccuracyReport } from "@/lib/contracts/accuracy";

/** How far each person has come. */
export function PeopleSection({ report: { people, postCount } }: { report: AccuracyReport }) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  return (
    <section aria-label={t("people")} className="min-w-0">
      <h2 className="mb-1 text-lg">{t("people")}</h2>
      {people.length === 0 ? <p className="text-ink-2 text-sm">{t("nobody")}</p> : null}
      {people.length > 0 ? (
        <Table caption={t("people")}>
          <thead>
            <tr>
              <Th>{t("person")}</Th>
              <Th aria-hidden="true" className="w-1/3 max-sm:hidden" />
              <Th isNumber>{t("answered")}</Th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ userId, name, answered }) => (
              <tr key={userId}>
                <RowTh className="max-w-44 truncate" title={name}>
                  {name}
                </RowTh>
                <Td aria-hidden="true" className="max-sm:hidden">
                  <Progress ratio={postCount > 0 ? answered / postCount : 0} label={name} />
                </Td>
                <Td isNumber>{t("answeredOf", { count: format.integer(answered), of: format.integer(postCount) })}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </section>
  );
}
