"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { accuracyOptions, settlePost } from "@/lib/client/accuracy";
import { type AccuracyReport, ANSWERS, type AnswerPost, type Disagreement } from "@/lib/contracts/accuracy";

/** Posts that people see differently, to settle. */
export function DisagreementList({ report: { disagreements } }: { report: AccuracyReport }) {
  const t = useTranslations("accuracy");
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { scope, can } = useProject();
  const settle = useMutation({
    mutationFn: (body: AnswerPost) => settlePost(scope, body),
    onSuccess: (fresh) => queryClient.setQueryData(accuracyOptions(scope).queryKey, fresh),
    onError: (error) => toast({ title: errorText(error), tone: "danger" }),
  });
  return (
    <section aria-label={t("disagreements")}>
      <h2 className="text-lg">{t("disagreements")}</h2>
      <p className="mb-1 max-w-prose text-ink-3 text-xs">{t("disagreementsLead")}</p>
      <ul>
        {disagreements.map((each) => (
          <li key={each.postId} className="flex flex-col gap-2 border-line border-t py-3">
            <p className="whitespace-pre-wrap break-words text-sm">{each.text ?? t("deletedPost")}</p>
            <p className="flex flex-wrap gap-x-3 gap-y-1 text-ink-2 text-xs">
              {each.answers.map(({ userId, by, answer }) => (
                <span key={userId}>{t("said", { by, answer: t(`answer_${answer}`) })}</span>
              ))}
            </p>
            {can("accuracy:label") ? (
              <Choices of={each} isBusy={settle.isPending} onSettle={(body) => settle.mutate(body)} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Choices({
  of: { postId, settled },
  isBusy,
  onSettle,
}: {
  of: Disagreement;
  isBusy: boolean;
  onSettle: (body: AnswerPost) => void;
}) {
  const t = useTranslations("accuracy");
  if (settled)
    return (
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="signal">
          {t("settledAs")}: {t(`answer_${settled}`)}
        </Badge>
        <Button size="sm" variant="ghost" disabled={isBusy} onClick={() => onSettle({ postId, answer: null })}>
          {t("reopen")}
        </Button>
      </p>
    );
  return (
    <p className="flex flex-wrap gap-2">
      {ANSWERS.map((answer) => (
        <Button key={answer} size="sm" disabled={isBusy} onClick={() => onSettle({ postId, answer })}>
          {t("settle", { answer: t(`answer_${answer}`) })}
        </Button>
      ))}
    </p>
  );
}
