"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { scopeKey } from "@/lib/client/paths";
import { projectOptions, updateProject } from "@/lib/client/settings";
import type { Project } from "@/lib/contracts/people";
import { listTimeZones } from "@/lib/format";

export function ProjectForm() {
  const common = useTranslations("common");
  const { scope } = useProject();
  const project = useQuery(projectOptions(scope));
  if (project.isPending) return <SkeletonRows rows={4} label={common("loading")} />;
  if (project.error) return <ErrorState error={project.error} onRetry={() => void project.refetch()} />;
  return <Form project={project.data} />;
}

const toCodes = (text: string): string[] =>
  text
    .split(/[,，\s]+/)
    .map((code) => code.trim())
    .filter((code) => code !== "");

function Form({ project }: { project: Project }) {
  const t = useTranslations("settings");
  const { scope, can } = useProject();
  const router = useRouter();
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [name, setName] = useState(project.name);
  const [timeZone, setTimeZone] = useState(project.timeZone);
  const [languages, setLanguages] = useState(project.languages.join(", "));
  const [retention, setRetention] = useState(project.retentionDays === null ? "" : String(project.retentionDays));
  const isLocked = !can("project:update");
  const save = useMutation({
    mutationFn: () =>
      updateProject(scope, {
        name,
        timeZone,
        languages: toCodes(languages),
        retentionDays: retention === "" ? null : Number(retention),
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: scopeKey(scope) });
      router.refresh();
      toast({ title: t("saved") });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-4">
      <Field label={t("projectName")}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={80}
            disabled={isLocked}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("timeZone")} hint={t("timeZoneHint")}>
        {(control) => (
          <Select
            {...control}
            value={timeZone}
            disabled={isLocked}
            onValueChange={setTimeZone}
            options={listTimeZones().map((value) => ({ value, label: value }))}
          />
        )}
      </Field>
      <Field label={t("languages")} hint={t("languagesHint")}>
        {(control) => (
          <Input
            {...control}
            value={languages}
            disabled={isLocked}
            onChange={(event) => setLanguages(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("retention")} hint={t("retentionHint")} error={save.error ? errorText(save.error) : null}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            pattern="[0-9]*"
            value={retention}
            disabled={isLocked}
            onChange={(event) => setRetention(event.target.value.replace(/\D/g, ""))}
          />
        )}
      </Field>
      {isLocked ? (
        <p className="text-ink-3 text-sm">{t("readOnly")}</p>
      ) : (
        <Button type="submit" variant="primary" className="self-start" busy={save.isPending}>
          {t("save")}
        </Button>
      )}
    </form>
  );
}
