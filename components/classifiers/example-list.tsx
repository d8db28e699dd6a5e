"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { IconButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { classifiersKey, examplesOptions, removeExample } from "@/lib/client/classifiers";
import type { Classifier, Example } from "@/lib/contracts/classifiers";

const ALL = "*";

/** The newest examples, each of which can be taken out. */
export function ExampleList({ classifier }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const common = useTranslations("common");
  const format = useFormat();
  const { scope, can } = useProject();
  const queryClient = useQueryClient();
  const [label, setLabel] = useState(ALL);
  const examples = useQuery(examplesOptions(scope, classifier.id, label === ALL ? "" : label));
  const remove = useMutation({
    mutationFn: ({ textHash, userId }: Example) => removeExample(scope, classifier.id, { textHash, userId }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: classifiersKey(scope) }),
  });
  if (examples.isPending) return <SkeletonRows rows={6} label={common("loading")} />;
  if (examples.error) return <ErrorState error={examples.error} onRetry={() => void examples.refetch()} />;
  if (classifier.exampleCount === 0) return <EmptyState title={t("noExamples")}>{t("noExamplesText")}</EmptyState>;
  return (
    <div>
      <div className="mb-1 flex flex-wrap items-center justify-between gap-2">
        <Select
          quiet
          aria-label={t("label")}
          value={label}
          onValueChange={setLabel}
          options={[
            { value: ALL, label: t("showAll") },
            ...classifier.labels.map((one) => ({ value: one, label: one })),
          ]}
        />
        <p className="text-ink-3 text-xs">{t("newestShown", { count: format.integer(examples.data.length) })}</p>
      </div>
      <Table caption={t("examples")}>
        <thead>
          <tr>
            <Th>{t("text")}</Th>
            <Th>{t("label")}</Th>
            <Th className="max-sm:hidden">{t("by")}</Th>
            <Th className="max-sm:hidden">{t("source")}</Th>
            {can("classifier:write") ? <Th aria-hidden="true" /> : null}
          </tr>
        </thead>
        <tbody>
          {examples.data.map((example) => (
            <tr key={`${example.textHash}${example.userId}`}>
              <RowTh className="max-w-0 truncate" style={{ width: "60%" }} title={example.text}>
                {example.text}
              </RowTh>
              <Td className="max-w-32 truncate">{example.label}</Td>
              <Td className="max-w-32 truncate text-ink-2 max-sm:hidden">{example.by}</Td>
              <Td className="whitespace-nowrap text-ink-2 max-sm:hidden">{t(`source_${example.source}`)}</Td>
              {can("classifier:write") ? (
                <Td className="w-8 text-right">
                  <IconButton
                    icon="trash"
                    label={t("removeExample", { text: example.text.slice(0, 40) })}
                    onClick={() => remove.mutate(example)}
                  />
                </Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
