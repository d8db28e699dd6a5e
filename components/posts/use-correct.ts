"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { useToast } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { scopeKey } from "@/lib/client/paths";
import { correctPost, replacePost } from "@/lib/client/posts";
import type { Sentiment } from "@/lib/contracts/entities";
import type { PostCard } from "@/lib/contracts/posts";

/** Corrects a post and says so, with a way back. */
export function useCorrect() {
  const t = useTranslations("feed");
  const names = useTranslations("filters");
  const { scope } = useProject();
  const queryClient = useQueryClient();
  const toast = useToast();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: ({ post, sentiment }: { post: PostCard; sentiment: Sentiment | null }) =>
      correctPost(scope, post.id, { sentiment }),
    onSuccess: async (card) => {
      replacePost(queryClient, scope, card);
      toast({ title: t("changed", { name: names(card.sentiment ?? "unread") }) });
      await queryClient.invalidateQueries({ queryKey: [...scopeKey(scope), "pulse"] });
    },
    onError: (error) => toast({ title: errorText(error), tone: "danger" }),
  });
}
