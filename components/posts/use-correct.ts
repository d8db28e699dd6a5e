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

const AT_ONCE = 4;

export type Correction = { posts: readonly PostCard[]; sentiment: Sentiment | null };

/** Corrects one post or many, says so, and offers the way back. null takes corrections back. */
export function useCorrect() {
  const t = useTranslations("posts");
  const charts = useTranslations("charts");
  const { scope } = useProject();
  const queryClient = useQueryClient();
  const toast = useToast();
  const errorText = useErrorText();

  const run = async ({ posts, sentiment }: Correction) => {
    const done: PostCard[] = [];
    let failure: unknown = null;
    for (let at = 0; at < posts.length && failure === null; at += AT_ONCE) {
      const batch = posts.slice(at, at + AT_ONCE).map((post) => correctPost(scope, post.id, { sentiment }));
      for (const result of await Promise.allSettled(batch)) {
        if (result.status === "rejected") failure = result.reason;
        else {
          done.push(result.value);
          replacePost(queryClient, scope, result.value);
        }
      }
    }
    if (done.length === 0 && failure !== null) throw failure;
    return done;
  };
  const { mutate, isPending } = useMutation({
    mutationFn: run,
    onSuccess: async (done, { posts, sentiment }) => {
      const value = sentiment ? charts(`sentiment_${sentiment}`) : "";
      const isWhole = done.length === posts.length;
      const undo = { label: t("undo"), onClick: () => mutate({ posts: done, sentiment: null }) };
      const title = !isWhole
        ? t("correctSome", { done: String(done.length), count: String(posts.length) })
        : sentiment === null
          ? t("correctUndone")
          : done.length === 1
            ? t("correctDone", { value })
            : t("correctMany", { count: done.length, value });
      toast({ title, ...(isWhole ? {} : { tone: "danger" }), ...(sentiment === null ? {} : { action: undo }) });
      await queryClient.invalidateQueries({ queryKey: [...scopeKey(scope), "pulse"] });
    },
    onError: (error) => toast({ title: errorText(error), tone: "danger" }),
  });
  return { correct: mutate, isPending };
}
