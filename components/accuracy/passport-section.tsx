"use client";

import { useTranslations } from "use-intl/react";
import { Definition } from "@/components/charts/panel-tools";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import type { Estimate, Passport } from "@/lib/contracts/accuracy";

/** Accuracy with its interval, and what is found and right of each sentiment. */
export function PassportSection({ passport }: { passport: Passport }) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  const { accuracy, checked, need, needForShares, newestAnswerAt } = passport;
  const missing = Math.max(0, needForShares - checked);
  return (
    <section aria-label={t("passport")}>
      <h2 className="text-lg">{t("passport")}</h2>
      <p className="mb-3 break-words text-ink-3 text-xs">
        {newestAnswerAt
          ? t("passportLead", { model: passport.modelVersion, date: format.date(newestAnswerAt), checked })
          : t("passportNone", { model: passport.modelVersion })}
      </p>
      {accuracy ? (
        <>
          <div className="grid items-start gap-x-10 gap-y-4 border-line border-y py-4 lg:grid-cols-[16rem_minmax(0,1fr)]">
            <dl>
              <dt className="text-ink-3 text-xs">{t("accuracyLabel")}</dt>
              <dd className="text-3xl tabular-nums">{format.percent(accuracy.value)}</dd>
              <dd className="text-ink-2 text-sm">
                {t("interval", { low: format.percent(accuracy.low), high: format.percent(accuracy.high) })}
              </dd>
            </dl>
            <ClassTable passport={passport} />
          </div>
          <p className="mt-2 max-w-prose text-ink-3 text-xs">{t("weighted")}</p>
        </>
      ) : (
        <p role="status" className="border-line border-y py-4 text-base">
          {t("needMore", { count: Math.max(1, need - checked) })}
        </p>
      )}
      {missing > 0 ? <p className="mt-1 text-ink-3 text-xs">{t("sharesNeed", { count: missing })}</p> : null}
    </section>
  );
}

function ClassTable({ passport }: { passport: Passport }) {
  const t = useTranslations("accuracy");
  return (
    <Table caption={t("classes")}>
      <thead>
        <tr>
          <Th>{t("sentiment")}</Th>
          <Th isNumber>
            <span className="inline-flex items-center gap-1">
              {t("recall")} <Definition text={t("recallDef")} of={t("recall")} />
            </span>
          </Th>
          <Th isNumber>
            <span className="inline-flex items-center gap-1">
              {t("precision")} <Definition text={t("precisionDef")} of={t("precision")} />
            </span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {passport.classes.map((row) => (
          <tr key={row.sentiment}>
            <RowTh>{t(`answer_${row.sentiment}`)}</RowTh>
            <Td isNumber>
              <Figure estimate={row.recall} n={row.recallN} />
            </Td>
            <Td isNumber>
              <Figure estimate={row.precision} n={row.precisionN} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Figure({ estimate, n }: { estimate: Estimate | null; n: number }) {
  const t = useTranslations("accuracy");
  const format = useFormat();
  const count = t("ofN", { count: format.integer(n) });
  return estimate ? (
    <>
      <span className="font-semibold">{format.percent(estimate.value)}</span>{" "}
      <span className="text-ink-3 text-xs">
        ({format.percent(estimate.low)}–{format.percent(estimate.high)}, {count})
      </span>
    </>
  ) : (
    <span className="text-ink-3 text-xs">
      {t("needTen")} ({count})
    </span>
  );
}
