"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { scopeKey } from "@/lib/client/paths";
import { createTopic, deleteTopic, updateTopic } from "@/lib/client/topics";
import { TOPIC_KINDS, type TopicKind } from "@/lib/contracts/entities";
import type { Topic } from "@/lib/contracts/topics";
import { KIND_MESSAGES } from "./kind-messages";
import { TopicPreview } from "./topic-preview";

export type TopicEditorProps = { topic: Topic | null; onClose: () => void };

/** Name, kind and query of a topic, with what the query finds beside it. */
export function TopicEditor({ topic, onClose }: TopicEditorProps) {
  const t = useTranslations("topics");
  const common = useTranslations("common");
  const { scope } = useProject();
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [name, setName] = useState(topic?.name ?? "");
  const [kind, setKind] = useState<TopicKind>(topic?.kind ?? "brand");
  const [query, setQuery] = useState(topic?.query ?? "");
  const [isDeleting, setIsDeleting] = useState(false);
  const ended = (message: string) => async () => {
    await queryClient.invalidateQueries({ queryKey: scopeKey(scope) });
    toast({ title: message });
    onClose();
  };
  const save = useMutation({
    mutationFn: () =>
      topic ? updateTopic(scope, topic.id, { name, kind, query }) : createTopic(scope, { name, kind, query }),
    onSuccess: ended(t("saved")),
  });
  const remove = useMutation({
    mutationFn: async () => topic && deleteTopic(scope, topic.id),
    onSuccess: ended(t("deleted")),
  });
  const footer = (
    <>
      {topic ? (
        <Button className="mr-auto" onClick={() => setIsDeleting(true)}>
          {t("deleteAction")}
        </Button>
      ) : null}
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button
        variant="primary"
        busy={save.isPending}
        disabled={name.trim() === "" || query.trim() === ""}
        onClick={() => save.mutate()}
      >
        {t("save")}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      width="lg"
      title={topic ? t("edit", { name: topic.name }) : t("create")}
      footer={footer}
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-[1fr_12rem]">
          <Field label={t("name")}>
            {(control) => (
              <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Field label={t("kind")}>
            {(control) => (
              <Select
                {...control}
                value={kind}
                onValueChange={setKind}
                options={TOPIC_KINDS.map((value) => ({ value, label: t(KIND_MESSAGES[value]) }))}
              />
            )}
          </Field>
        </div>
        <Field
          label={t("query")}
          hint={`${t("queryHint")} ${t("example")}`}
          error={save.error ? errorText(save.error) : null}
        >
          {(control) => (
            <Textarea
              {...control}
              className="min-h-24 font-mono"
              spellCheck={false}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          )}
        </Field>
        <TopicPreview query={query} />
      </div>
      <ConfirmDialog
        open={isDeleting}
        onOpenChange={setIsDeleting}
        title={t("deleteTitle", { name: topic?.name ?? "" })}
        description={t("deleteText")}
        action={t("deleteAction")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </Dialog>
  );
}
