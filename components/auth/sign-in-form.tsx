"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button, TextLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useErrorText } from "@/components/ui/use-error-text";
import { ApiError } from "@/lib/client/api-error";
import { signInWithPassword, signInWithProvider } from "@/lib/client/session";

export type SignInFormProps = { next: string; providerName: string | null; providerError: string | null };

export function SignInForm({ next, providerName, providerError }: SignInFormProps) {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(providerError === null ? null : t(providerWords(providerError)));

  const explain = (cause: unknown): string => {
    if (!(cause instanceof ApiError)) return errorText(cause);
    if (cause.code === "E_SIGN_IN_DELAY") return t("wait", { seconds: Number(cause.problem.detail) || 1 });
    return cause.code === "E_CREDENTIALS" ? t("wrong") : errorText(cause);
  };
  // read from the form, not from state: a browser may have filled it in before this script ran
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setIsBusy(true);
    setError(null);
    try {
      await signInWithPassword(String(fields.get("email") ?? ""), String(fields.get("password") ?? ""));
      // a full load, so that nothing of an earlier person stays in memory
      window.location.assign(next);
    } catch (cause) {
      setError(explain(cause));
      setIsBusy(false);
    }
  };

  return (
    <>
      <h1 className="mb-5 text-2xl">{t("signInTitle")}</h1>
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field label={t("email")}>
          {(control) => <Input {...control} type="email" name="email" autoComplete="username" required autoFocus />}
        </Field>
        <Field label={t("password")} error={error}>
          {(control) => <Input {...control} type="password" name="password" autoComplete="current-password" required />}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={isBusy}>
          {t("signIn")}
        </Button>
      </form>
      {providerName ? (
        <>
          <p className="my-4 text-center text-ink-3 text-xs">{t("or")}</p>
          <Button size="lg" onClick={() => void signInWithProvider(next)}>
            {t("withProvider", { name: providerName })}
          </Button>
        </>
      ) : null}
      <p className="mt-6 text-ink-2 text-sm">
        {t("newHere")}{" "}
        <TextLink className="underline" href="/sign-up">
          {t("signUpTitle")}
        </TextLink>
      </p>
    </>
  );
}

/** Why the identity provider's word was not enough; next-auth's own codes all mean that it did not come to a word. */
function providerWords(code: string) {
  if (code === "E_SIGN_IN") return "providerUnverified";
  if (code === "E_CONFLICT") return "providerTaken";
  return code === "E_BODY" ? "providerNameless" : "providerFailed";
}
