"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { ApiError } from "@/lib/client/api-error";
import { createClassifier, deleteClassifier, updateClassifier } from "@/lib/client/classifiers";
import { scopeKey } from "@/lib/client/paths";
import type { Classifier } from "@/lib/contracts/classifiers";

export type ClassifierEditorProps = {
  /** null: a new one. */
  classifier: Classifier | null;
  onClose: () => void;
  onSaved?: (saved: Classifier) => void;
  onDeleted?: () => void;
};

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];

/** Name, labels and guideline. */
export function ClassifierEditor({ classifier, onClose, onSaved, onDeleted }: ClassifierEditorProps) {
  const t = useTranslations("classifiers");
  const common = useTranslations("common");
  const { scope } = useProject();
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [name, setName] = useState(classifier?.name ?? "");
  const [labels, setLabels] = useState(classifier?.labels.join("\n") ?? "");
  const [guideline, setGuideline] = useState(classifier?.guideline ?? "");
  const [isDeleting, setIsDeleting] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: scopeKey(scope) });
  const save = useMutation({
    mutationFn: () => {
      const body = { name, guideline, labels: linesOf(labels) };
      return classifier ? updateClassifier(scope, classifier.id, body) : createClassifier(scope, body);
    },
    onSuccess: async (saved) => {
      await refresh();
      onClose();
      onSaved?.(saved);
    },
  });
  const remove = useMutation({
    mutationFn: async () => classifier && deleteClassifier(scope, classifier.id),
    onSuccess: async () => {
      onDeleted?.();
      await refresh();
      toast({ title: t("deleted") });
    },
  });
  const field = save.error instanceof ApiError ? save.error.problem.field : null;
  const isTaken = save.error instanceof ApiError && save.error.code === "E_CONFLICT";
  const message = save.error ? (isTaken ? t("nameTaken") : errorText(save.error)) : null;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={classifier ? t("editTitle", { name: classifier.name }) : t("create")}
      footer={
        <>
          {classifier ? (
            <Button className="mr-auto" onClick={() => setIsDeleting(true)}>
              {t("deleteAction")}
            </Button>
          ) : null}
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" busy={save.isPending} disabled={name.trim() === ""} onClick={() => save.mutate()}>
            {t("save")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("name")} error={field === "labels" ? null : message}>
          {(control) => (
            <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t("labels")} hint={t("labelsHint")} error={field === "labels" ? message : null}>
          {(control) => (
            <Textarea
              {...control}
              value={labels}
              onChange={(event) => setLabels(event.target.value)}
              spellCheck={false}
            />
          )}
        </Field>
        <Field label={t("guideline")} hint={t("guidelineHint")}>
          {(control) => (
            <Textarea
              {...control}
              value={guideline}
              maxLength={10_000}
              onChange={(event) => setGuideline(event.target.value)}
            />
          )}
        </Field>
      </div>
      <ConfirmDialog
        open={isDeleting}
        onOpenChange={setIsDeleting}
        title={t("deleteTitle", { name: classifier?.name ?? "" })}
        description={t("deleteText")}
        action={t("deleteAction")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </Dialog>
  );
}
