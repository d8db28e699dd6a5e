"use client";

import { useTranslations } from "use-intl/react";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import type { ClassifierReport, ClassifierVersion, Measured } from "@/lib/contracts/classifiers";
import { ConfusionTable } from "./confusion-table";

/** Fewer texts than this in the test say little. */
const FEW_TEXTS = 50;

/** What a version did on the texts that were kept apart. */
export function VersionReport({ version: { number, report } }: { version: ClassifierVersion }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  return (
    <section
      aria-label={t("report", { number: String(number), count: report.testCount })}
      className="flex flex-col gap-5"
    >
      <div>
        <h2 className="text-lg">{t("report", { number: String(number), count: report.testCount })}</h2>
        <p className="text-ink-3 text-xs">
          {t("reportLead", { train: format.integer(report.trainCount) })}{" "}
          {report.testCount < FEW_TEXTS ? t("fewTest") : null}
        </p>
      </div>
      <Figures report={report} />
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
        <ConfusionTable report={report} />
        <LabelFigures report={report} />
      </div>
      <Mistakes report={report} />
    </section>
  );
}

function Figures({ report }: { report: ClassifierReport }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  const rows: { name: string; own: Measured; base: number }[] = [
    { name: t("accuracy"), own: report.accuracy, base: report.majority.accuracy },
    { name: t("macroF1"), own: report.macroF1, base: report.majority.macroF1 },
  ];
  return (
    <Table caption={t("measure")} className="max-w-2xl">
      <thead>
        <tr>
          <Th>{t("measure")}</Th>
          <Th isNumber>{t("thisVersion")}</Th>
          <Th isNumber>{t("baseline", { label: report.majority.label })}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, own, base }) => (
          <tr key={name}>
            <RowTh>{name}</RowTh>
            <Td isNumber>
              <span className="font-semibold text-base">{format.percent(own.value, 1)}</span>{" "}
              <span className="text-ink-3 text-xs">
                ({t("interval", { low: format.percent(own.low), high: format.percent(own.high) })})
              </span>
            </Td>
            <Td isNumber className="text-ink-2">
              {format.percent(base, 1)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function LabelFigures({ report }: { report: ClassifierReport }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-semibold text-sm">{t("perLabel")}</h3>
      <Table caption={t("perLabel")}>
        <thead>
          <tr>
            <Th>{t("label")}</Th>
            <Th isNumber>{t("precision")}</Th>
            <Th isNumber>{t("recall")}</Th>
            <Th isNumber>{t("f1")}</Th>
            <Th isNumber>{t("tested")}</Th>
            <Th isNumber className="max-sm:hidden">
              {t("learnt")}
            </Th>
          </tr>
        </thead>
        <tbody>
          {report.labels.map((row) => (
            <tr key={row.label}>
              <RowTh className="max-w-40 truncate" title={row.label}>
                {row.label}
              </RowTh>
              <Td isNumber>{format.percent(row.precision)}</Td>
              <Td isNumber>{format.percent(row.recall)}</Td>
              <Td isNumber>{format.percent(row.f1)}</Td>
              <Td isNumber className="text-ink-2">
                {format.integer(row.testCount)}
              </Td>
              <Td isNumber className="text-ink-2 max-sm:hidden">
                {format.integer(row.trainCount)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Mistakes({ report }: { report: ClassifierReport }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  return (
    <div>
      <h3 className="mb-1 font-semibold text-sm">{t("mistakes")}</h3>
      {report.errors.length === 0 ? <p className="text-ink-2 text-sm">{t("noMistakes")}</p> : null}
      {report.errors.length > 0 ? (
        <Table caption={t("mistakes")}>
          <thead>
            <tr>
              <Th>{t("text")}</Th>
              <Th>{t("given")}</Th>
              <Th>{t("predicted")}</Th>
              <Th isNumber>{t("sure")}</Th>
            </tr>
          </thead>
          <tbody>
            {report.errors.map((each) => (
              <tr key={each.text}>
                <RowTh className="min-w-56 py-1.5">{each.text}</RowTh>
                <Td>{each.given}</Td>
                <Td>{each.predicted}</Td>
                <Td isNumber>{format.percent(each.probability)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </div>
  );
}
