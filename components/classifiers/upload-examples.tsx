"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslations } from "use-intl/react";
import { download } from "@/components/charts/export-png";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { RowTh, Table, Td, Th } from "@/components/ui/table";
import { useErrorText } from "@/components/ui/use-error-text";
import { useFormat } from "@/components/ui/use-format";
import { classifiersKey, uploadExamples } from "@/lib/client/classifiers";
import type { Classifier, ExampleUpload } from "@/lib/contracts/classifiers";

/** Takes a file of labelled texts, and says what became of each row that was left out. */
export function UploadExamples({ classifier }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const { scope } = useProject();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation({
    mutationFn: (file: File) => uploadExamples(scope, classifier.id, file),
    onSettled: () => queryClient.invalidateQueries({ queryKey: classifiersKey(scope) }),
  });
  const saveExample = () =>
    download(new Blob(["\ufeff", t("exampleFile")], { type: "text/csv;charset=utf-8" }), t("exampleName"));
  return (
    <section
      aria-label={t("uploadTitle")}
      className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-md border border-line-strong border-dashed bg-sunken px-5 py-4"
    >
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium text-base">{t("uploadTitle")}</p>
        <p className="text-ink-3 text-xs">{t("uploadHint")}</p>
      </div>
      <Button variant="ghost" icon="download" onClick={saveExample}>
        {t("downloadExample")}
      </Button>
      <Button icon="upload" busy={upload.isPending} onClick={() => input.current?.click()}>
        {upload.isPending ? t("uploading", { name: upload.variables.name }) : t("choose")}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={t("choose")}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) upload.mutate(file);
          event.target.value = "";
        }}
      />
      {upload.error ? (
        <p role="alert" className="w-full text-danger text-sm">
          {errorText(upload.error)} {upload.error.message}
        </p>
      ) : null}
      {upload.data ? <Outcome result={upload.data} /> : null}
    </section>
  );
}

function Outcome({ result }: { result: ExampleUpload }) {
  const t = useTranslations("classifiers");
  const errors = useTranslations("errors");
  const format = useFormat();
  const { added, changed, unchanged, rejected, problems } = result;
  const known = (code: string, what: string) => (errors.has(code as "R_QUOTE") ? errors(code as "R_QUOTE") : what);
  return (
    <div role="status" className="w-full">
      <p className="text-sm">
        {t("uploadResult", {
          added,
          changed: format.integer(changed),
          unchanged: format.integer(unchanged),
          rejected,
        })}
      </p>
      {problems.length > 0 ? (
        <div className="mt-2 max-h-72 overflow-y-auto">
          <Table caption={t("problems")}>
            <thead>
              <tr>
                <Th isNumber>{t("problemLine")}</Th>
                <Th>{t("problemWhat")}</Th>
                <Th>{t("problemHint")}</Th>
                <Th className="max-sm:hidden">{t("problemExcerpt")}</Th>
              </tr>
            </thead>
            <tbody>
              {problems.map(({ line, code, what, hint, excerpt }) => (
                <tr key={line}>
                  <RowTh className="pr-3 text-right tabular-nums">{format.integer(line)}</RowTh>
                  <Td>{known(code, what)}</Td>
                  <Td className="text-ink-2">{hint}</Td>
                  <Td className="max-w-48 truncate text-ink-3 max-sm:hidden">{excerpt}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
      {rejected > problems.length ? (
        <p className="mt-1 text-ink-3 text-xs">
          {t("firstProblems", { count: format.integer(problems.length), of: format.integer(rejected) })}
        </p>
      ) : null}
    </div>
  );
}
