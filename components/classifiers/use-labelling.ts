"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useProject } from "@/components/shell/project-context";
import { classifierOptions, classifiersKey, labelPost, queueKey, queueOptions } from "@/lib/client/classifiers";
import type { Classifier, QueueOrder } from "@/lib/contracts/classifiers";

/** Fewer posts than this ahead: more are asked for with each label that is stored. */
const RUNS_LOW = 6;

type Step = { postId: string; isLabelled: boolean };
/** `asksMore`: the queue is asked again once the label is stored, so that the answer knows of it. */
type Sent = { postId: string; label: string | null; asksMore: boolean };

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
    mutationFn: ({ postId, label }: Sent) => labelPost(scope, classifier.id, { postId, label }),
    onSuccess: (counted, { asksMore }) => {
      queryClient.setQueryData(classifierOptions(scope, classifier.id).queryKey, counted);
      if (asksMore) void queryClient.invalidateQueries({ queryKey: queueKey(scope, classifier.id) });
    },
    // a label that was not stored is taken off the way again, so that its post comes back
    onError: (_, { postId }) => setSteps((now) => now.filter((step) => step.postId !== postId)),
  });
  const passed = new Set(steps.map(({ postId }) => postId));
  const ahead = (queue.data?.posts ?? []).filter(({ post }) => !passed.has(post.id));
  const isLow = ahead.length <= RUNS_LOW;
  const current = ahead[0] ?? null;
  const last = steps.at(-1);
  const skippedCount = steps.filter(({ isLabelled }) => !isLabelled).length;
  return {
    queue,
    current,
    isWaiting: queue.isFetching || send.isPending,
    give: (label: string) => {
      if (!current) return;
      setSteps([...steps, { postId: current.post.id, isLabelled: true }]);
      send.mutate({ postId: current.post.id, label, asksMore: isLow });
    },
    skip: () => {
      if (!current) return;
      setSteps([...steps, { postId: current.post.id, isLabelled: false }]);
      if (isLow) setOffset(skippedCount + 1);
    },
    undo: () => {
      if (!last) return;
      setSteps(steps.slice(0, -1));
      if (last.isLabelled) send.mutate({ postId: last.postId, label: null, asksMore: true });
    },
    canUndo: last !== undefined,
    labelledCount: steps.length - skippedCount,
    hasSkipped: skippedCount > 0,
    error: send.error,
  };
}
