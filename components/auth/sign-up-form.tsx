"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button, TextLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useErrorText } from "@/components/ui/use-error-text";
import { ApiError } from "@/lib/client/api-error";
import { signInWithPassword, signUp } from "@/lib/client/session";
import { Name } from "@/lib/contracts/entities";
import { Email } from "@/lib/contracts/people";

type Values = { name: string; email: string; password: string; workspaceName: string };
type FieldErrors = Partial<Record<keyof Values, string>>;

export function SignUpForm() {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isBusy, setIsBusy] = useState(false);

  const check = (values: Values): FieldErrors => ({
    ...(Name.safeParse(values.name).success ? {} : { name: t("nameMissing") }),
    ...(Email.safeParse(values.email).success ? {} : { email: t("emailInvalid") }),
    ...(values.password.length >= 8 ? {} : { password: t("passwordShort") }),
    ...(Name.safeParse(values.workspaceName).success ? {} : { workspaceName: t("nameMissing") }),
  });
  // read from the form, not from state: a browser may have filled it in before this script ran
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const read = (field: keyof Values): string => String(fields.get(field) ?? "");
    const values = {
      name: read("name"),
      email: read("email"),
      password: read("password"),
      workspaceName: read("workspaceName"),
    };
    const problems = check(values);
    setErrors(problems);
    if (Object.keys(problems).length > 0) return;
    setIsBusy(true);
    try {
      const { workspaceId, projectId } = await signUp(values);
      await signInWithPassword(values.email, values.password);
      window.location.assign(`/${workspaceId}/${projectId}/data/imports`);
    } catch (cause) {
      const field = cause instanceof ApiError && cause.problem.field === "password" ? "password" : "email";
      setErrors({
        [field]:
          cause instanceof ApiError && cause.code === "E_CONFLICT"
            ? errorText(new ApiError(409, { code: "E_EMAIL_TAKEN" }))
            : errorText(cause),
      });
      setIsBusy(false);
    }
  };

  return (
    <>
      <h1 className="text-2xl">{t("signUpTitle")}</h1>
      <p className="mt-1 mb-5 text-ink-2 text-sm">{t("signUpLead")}</p>
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field label={t("name")} error={errors.name}>
          {(control) => <Input {...control} name="name" autoComplete="name" required />}
        </Field>
        <Field label={t("email")} error={errors.email}>
          {(control) => <Input {...control} type="email" name="email" autoComplete="username" required />}
        </Field>
        <Field label={t("password")} hint={t("passwordHint")} error={errors.password}>
          {(control) => <Input {...control} type="password" name="password" autoComplete="new-password" required />}
        </Field>
        <Field label={t("workspaceName")} hint={t("workspaceHint")} error={errors.workspaceName}>
          {(control) => <Input {...control} name="workspaceName" autoComplete="organization" required />}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={isBusy}>
          {t("signUp")}
        </Button>
      </form>
      <p className="mt-6 text-ink-2 text-sm">
        {t("haveAccount")}{" "}
        <TextLink className="underline" href="/sign-in">
          {t("signIn")}
        </TextLink>
      </p>
    </>
  );
}
