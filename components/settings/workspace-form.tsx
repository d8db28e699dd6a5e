"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useErrorText } from "@/components/ui/use-error-text";
import { createProject, createWorkspace, renameWorkspace } from "@/lib/client/settings";
import { localTimeZone } from "@/lib/format";

/** Name of the workspace, a new project in it, a new workspace. */
export function WorkspaceForm() {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const { scope, workspace, can } = useProject();
  const open = (path: string) => window.location.assign(path);
  return (
    <div className="flex max-w-md flex-col gap-8">
      {can("workspace:update") ? (
        <NameForm
          label={t("workspaceName")}
          initial={workspace.name}
          action={t("save")}
          submit={async (name) => {
            await renameWorkspace(scope, name);
            window.location.reload();
          }}
        />
      ) : (
        <p className="text-ink-3 text-sm">{t("readOnly")}</p>
      )}
      {can("project:create") ? (
        <NameForm
          label={t("newProject")}
          hint={t("newProjectText")}
          action={t("createProject")}
          submit={async (name) => {
            const project = await createProject(scope, { name, timeZone: localTimeZone() });
            open(`/${scope.workspaceId}/${project.id}/settings`);
          }}
        />
      ) : null}
      <NameForm
        label={t("newWorkspace")}
        action={common("create")}
        submit={async (name) => {
          const made = await createWorkspace(name);
          open(`/${made.workspaceId}/${made.projectId}/overview`);
        }}
      />
    </div>
  );
}

type NameFormProps = {
  label: string;
  hint?: string;
  initial?: string;
  action: string;
  submit: (name: string) => Promise<void>;
};

function NameForm({ label, hint, initial = "", action, submit }: NameFormProps) {
  const errorText = useErrorText();
  const [name, setName] = useState(initial);
  const save = useMutation({ mutationFn: () => submit(name) });
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={send} className="flex flex-col gap-2">
      <Field label={label} hint={hint} error={save.error ? errorText(save.error) : null}>
        {(control) => (
          <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Button
        type="submit"
        className="self-start"
        busy={save.isPending}
        disabled={name.trim() === "" || name === initial}
      >
        {action}
      </Button>
    </form>
  );
}
