"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useProject } from "@/components/shell/project-context";
import { classifierOptions, classifiersKey, labelPost, queueOptions } from "@/lib/client/classifiers";
import type { Classifier, LabelPost, QueueOrder } from "@/lib/contracts/classifiers";

/** Fewer posts than this ahead: more are asked for. */
const RUNS_LOW = 5;

type Step = { postId: string; isLabelled: boolean };

/** What a person goes through, one post after the other, with a way back. Labels are sent one by one, in their order. */
export function useLabelling(classifier: Classifier, order: QueueOrder) {
  const { scope } = useProject();
  const queryClient = useQueryClient();
  const [offset, setOffset] = useState(0);
  const queue = useQuery(queueOptions(scope, classifier.id, order, offset));
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const send = useMutation({
    mutationKey: [...classifiersKey(scope), classifier.id, "label"],
    scope: { id: `label-${classifier.id}` },
    mutationFn: (body: LabelPost) => labelPost(scope, classifier.id, body),
    onSuccess: (counted) => queryClient.setQueryData(classifierOptions(scope, classifier.id).queryKey, counted),
    // a label that was not stored is taken off the way again, so that its post comes back
    onError: (_, { postId }) => setSteps((now) => now.filter((step) => step.postId !== postId)),
  });
  const passed = new Set(steps.map(({ postId }) => postId));
  const ahead = (queue.data?.posts ?? []).filter(({ post }) => !passed.has(post.id));
  const [current] = ahead;
  const goOn = (step: Step) => {
    const next = [...steps, step];
    setSteps(next);
    if (ahead.length - 1 >= RUNS_LOW || queue.isFetching) return;
    const skipped = next.filter(({ isLabelled }) => !isLabelled).length;
    if (skipped === offset) void queue.refetch();
    else setOffset(skipped);
  };
  const last = steps.at(-1);
  return {
    queue,
    current: current ?? null,
    give: (label: string) => {
      if (!current) return;
      goOn({ postId: current.post.id, isLabelled: true });
      send.mutate({ postId: current.post.id, label });
    },
    skip: () => current && goOn({ postId: current.post.id, isLabelled: false }),
    undo: () => {
      if (!last) return;
      setSteps((now) => now.slice(0, -1));
      if (last.isLabelled) send.mutate({ postId: last.postId, label: null }, { onSuccess: () => void queue.refetch() });
    },
    canUndo: last !== undefined,
    labelledCount: steps.filter(({ isLabelled }) => isLabelled).length,
    hasSkipped: steps.some(({ isLabelled }) => !isLabelled),
    error: send.error,
    counted: classifier,
  };
}
