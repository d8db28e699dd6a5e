"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button, ButtonLink } from "@/components/ui/button";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { useFormat } from "@/components/ui/use-format";
import { classifiersKey, startTraining } from "@/lib/client/classifiers";
import { pagePath } from "@/lib/client/paths";
import type { Classifier } from "@/lib/contracts/classifiers";
import { ExampleList } from "./example-list";
import { UploadExamples } from "./upload-examples";

/** How many examples there are, how many are missing, and the ways to more. */
export function ExamplesTab({ classifier }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const { scope, can } = useProject();
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-5 lg:order-last">
        <LabelCounts classifier={classifier} />
        {can("classifier:write") ? <Train classifier={classifier} /> : null}
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        {can("classifier:write") ? <UploadExamples classifier={classifier} /> : null}
        {can("classifier:label") && classifier.labels.length > 0 ? (
          <div>
            <ButtonLink icon="posts" href={pagePath(scope, `classifiers/${classifier.id}/label`)}>
              {t("labelPosts")}
            </ButtonLink>
          </div>
        ) : null}
        <ExampleList classifier={classifier} />
      </div>
    </div>
  );
}

/** Texts per label, with what is missing. */
export function LabelCounts({ classifier: { labels, examplesPerLabel } }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  const max = Math.max(1, ...examplesPerLabel);
  if (labels.length === 0) return null;
  return (
    <Table caption={t("progress")}>
      <thead>
        <tr>
          <Th>{t("label")}</Th>
          <Th aria-hidden="true" className="w-2/5" />
          <Th isNumber>{t("texts")}</Th>
        </tr>
      </thead>
      <tbody>
        {labels.map((label, at) => (
          <tr key={label}>
            <RowTh className="max-w-40 truncate" title={label}>
              {label}
            </RowTh>
            <Td aria-hidden="true">
              <span
                className="block h-2 rounded-xs bg-signal"
                style={{ width: `${(100 * (examplesPerLabel[at] ?? 0)) / max}%` }}
              />
            </Td>
            <Td isNumber>{format.integer(examplesPerLabel[at] ?? 0)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Train({ classifier }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const { scope } = useProject();
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const train = useMutation({
    mutationFn: () => startTraining(scope, classifier.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: classifiersKey(scope) });
      toast({ title: t("trainStarted") });
    },
  });
  const { labels, missing, run } = classifier;
  const isReady = labels.length >= 2 && missing.length === 0;
  return (
    <section aria-label={t("train")} className="flex flex-col items-start gap-2">
      <ul className="text-ink-2 text-sm">
        {isReady ? <li>{t("enough")}</li> : null}
        {labels.length < 2 ? <li>{t("needLabels")}</li> : null}
        {missing.map(({ label, count }) => (
          <li key={label}>{t("needMore", { label, count })}</li>
        ))}
      </ul>
      <Button
        variant="primary"
        busy={train.isPending || run?.kind === "train"}
        disabled={!isReady}
        onClick={() => train.mutate()}
      >
        {t("train")}
      </Button>
      <p className="text-ink-3 text-xs">{t("trainHint")}</p>
      {train.error ? (
        <p role="alert" className="text-danger text-sm">
          {errorText(train.error)}
        </p>
      ) : null}
    </section>
  );
}
