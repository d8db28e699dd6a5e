"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/components/ui/use-error-text";
import { ApiError } from "@/lib/client/api-error";
import { discardImport, importOptions, importsKey, previewOptions, startImport } from "@/lib/client/imports";
import { pagePath } from "@/lib/client/paths";
import type { Import, ImportMapping, ImportPreview } from "@/lib/contracts/imports";
import { ColumnsTable, doubleField, useFieldName } from "./columns-table";
import { MappingForm } from "./mapping-form";
import { PreviewRows } from "./preview-rows";

/** How the file is read: detected, shown, changed, then started. */
export function PreviewPanel({ file }: { file: Import }) {
  const common = useTranslations("common");
  const { scope } = useProject();
  const [changed, setChanged] = useState<ImportMapping | null>(null);
  const preview = useQuery(previewOptions(scope, file.id, changed));
  if (preview.isPending) return <SkeletonRows rows={10} label={common("loading")} />;
  if (!preview.data) {
    return (
      <>
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
        <PreviewActions file={file} mapping={null} refusal={null} />
      </>
    );
  }
  return (
    <Preview
      file={file}
      preview={preview.data}
      mapping={changed ?? preview.data.mapping}
      error={preview.error}
      onChange={setChanged}
    />
  );
}

type PreviewProps = {
  file: Import;
  preview: ImportPreview;
  mapping: ImportMapping;
  error: unknown;
  onChange: (mapping: ImportMapping) => void;
};

function Preview({ file, preview, mapping, error, onChange }: PreviewProps) {
  const t = useTranslations("data");
  const errorText = useErrorText();
  const fieldName = useFieldName();
  const twice = doubleField(mapping);
  const hasText = Object.values(mapping.columns).includes("text");
  const refusal = twice ? t("fieldTwice", { field: fieldName(twice) }) : hasText ? null : t("textMissing");
  return (
    <div className="flex flex-col gap-7">
      <p className="text-ink-2 text-sm">{t(preview.isRemembered ? "remembered" : "detected")}</p>
      {preview.warnings.length > 0 ? (
        <ul className="flex flex-col gap-1 text-sm text-warn">
          {preview.warnings.map((warning) => (
            <li key={warning.code}>{errorText(new ApiError(200, { code: warning.code }))}</li>
          ))}
        </ul>
      ) : null}
      <MappingForm preview={preview} mapping={mapping} onChange={onChange} />
      <section aria-labelledby="columns">
        <h2 id="columns" className="mb-2 text-lg">
          {t("columns")}
        </h2>
        <ColumnsTable preview={preview} mapping={mapping} onChange={onChange} />
      </section>
      {error ? <ErrorState error={error} /> : <PreviewRows preview={preview} />}
      <PreviewActions file={file} mapping={mapping} refusal={refusal} />
    </div>
  );
}

type PreviewActionsProps = { file: Import; mapping: ImportMapping | null; refusal: string | null };

function PreviewActions({ file, mapping, refusal }: PreviewActionsProps) {
  const t = useTranslations("data");
  const { scope, can } = useProject();
  const router = useRouter();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const start = useMutation({
    mutationFn: (chosen: ImportMapping) => startImport(scope, file.id, chosen),
    onSuccess: (started) => queryClient.setQueryData(importOptions(scope, file.id).queryKey, started),
  });
  const discard = useMutation({
    mutationFn: () => discardImport(scope, file.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: importsKey(scope) });
      router.push(pagePath(scope, "data/imports"));
    },
  });
  const failure = start.error ?? discard.error;
  if (!can("import:write")) return null;
  return (
    <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-line border-t bg-paper py-3">
      <Button
        variant="primary"
        busy={start.isPending}
        disabled={!mapping || refusal !== null}
        onClick={() => mapping && start.mutate(mapping)}
      >
        {t("start")}
      </Button>
      <Button busy={discard.isPending} onClick={() => discard.mutate()}>
        {t("discard")}
      </Button>
      {refusal || failure ? (
        <p role="alert" className="text-danger text-sm">
          {refusal ?? errorText(failure)}
        </p>
      ) : null}
    </div>
  );
}
