"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useErrorText } from "@/components/ui/use-error-text";
import { createWorkspace } from "@/lib/client/settings";

export function WelcomeForm() {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () => createWorkspace(name),
    onSuccess: ({ workspaceId, projectId }) => window.location.assign(`/${workspaceId}/${projectId}/overview`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <>
      <h1 className="text-2xl">{t("noWorkspaceTitle")}</h1>
      <p className="mt-1 mb-5 text-ink-2 text-sm">{t("noWorkspaceText")}</p>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("workspaceName")}
          hint={t("workspaceHint")}
          error={create.error ? errorText(create.error) : null}
        >
          {(control) => <Input {...control} required value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={create.isPending} disabled={name.trim() === ""}>
          {t("signUp")}
        </Button>
      </form>
    </>
  );
}
