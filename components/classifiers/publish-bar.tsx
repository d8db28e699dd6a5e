"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { publishVersion, unpublish } from "@/lib/client/classifiers";
import { scopeKey } from "@/lib/client/paths";
import type { Classifier, ClassifierVersion } from "@/lib/contracts/classifiers";

/** Publish, roll back or take back, each asked with a sentence of what happens. */
export function PublishBar({ classifier, version }: { classifier: Classifier; version: ClassifierVersion }) {
  const t = useTranslations("classifiers");
  const { scope, can } = useProject();
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const now = classifier.publishedVersion;
  const isPublished = now === version.number;
  const isOlder = now !== null && version.number < now;
  const act = useMutation({
    mutationFn: () =>
      isPublished ? unpublish(scope, classifier.id) : publishVersion(scope, classifier.id, version.number),
    onSuccess: async () => {
      setIsAsking(false);
      toast({ title: isPublished ? t("unpublished") : t("publishStarted") });
      await queryClient.invalidateQueries({ queryKey: scopeKey(scope) });
    },
    onError: (error) => toast({ title: errorText(error), tone: "danger" }),
  });
  if (!can("classifier:write")) return null;
  const words = { number: String(version.number), now: String(now) };
  const action = isPublished ? t("unpublish") : isOlder ? t("rollBack", words) : t("publish", words);
  return (
    <div>
      <Button variant={isPublished || isOlder ? "secondary" : "primary"} onClick={() => setIsAsking(true)}>
        {action}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={
          isPublished ? t("unpublishTitle", words) : isOlder ? t("rollBackTitle", words) : t("publishTitle", words)
        }
        description={isPublished ? t("unpublishText") : isOlder ? t("rollBackText", words) : t("publishText")}
        action={action}
        isDangerous={isPublished}
        busy={act.isPending}
        onConfirm={() => act.mutate()}
      />
    </div>
  );
}
