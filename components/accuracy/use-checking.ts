"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useProject } from "@/components/shell/project-context";
import { accuracyKey, answerPost, checkQueueKey, checkQueueOptions } from "@/lib/client/accuracy";
import type { Answer, Answered } from "@/lib/contracts/accuracy";

/** Fewer posts than this ahead: more are asked for with each answer that is stored. */
const RUNS_LOW = 6;

type Step = { postId: string; answer: Answer | null };
/** `asksMore`: the queue is asked again once the answer is stored, so that the reply knows of it. */
type Sent = { postId: string; answer: Answer | null; asksMore: boolean };

/** What a person goes through, one post after the other, with a way back. Answers are sent one by one, in their order. */
export function useChecking() {
  const { scope } = useProject();
  const queryClient = useQueryClient();
  const [offset, setOffset] = useState(0);
  const queue = useQuery(checkQueueOptions(scope, offset));
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [told, setTold] = useState<Answered | null>(null);
  const send = useMutation({
    mutationKey: [...accuracyKey(scope), "answer"],
    scope: { id: "accuracy-answer" },
    mutationFn: ({ postId, answer }: Sent) => answerPost(scope, { postId, answer }),
    onSuccess: (reply, { asksMore }) => {
      setTold(reply);
      if (asksMore) void queryClient.invalidateQueries({ queryKey: checkQueueKey(scope) });
    },
    // an answer that was not stored is taken off the way again, so that its post comes back
    onError: (_, { postId }) => setSteps((now) => now.filter((step) => step.postId !== postId)),
  });
  const passed = new Set(steps.map(({ postId }) => postId));
  const ahead = (queue.data?.posts ?? []).filter(({ postId }) => !passed.has(postId));
  const isLow = ahead.length <= RUNS_LOW;
  const current = ahead[0] ?? null;
  const last = steps.at(-1);
  const skippedCount = steps.filter(({ answer }) => answer === null).length;
  const saidBefore = last?.answer && told?.postId === last.postId ? { answer: last.answer, model: told.model } : null;
  return {
    queue,
    current,
    isWaiting: queue.isFetching || send.isPending,
    progress: told ?? queue.data ?? null,
    saidBefore,
    give: (answer: Answer) => {
      if (!current) return;
      setSteps([...steps, { postId: current.postId, answer }]);
      send.mutate({ postId: current.postId, answer, asksMore: isLow });
    },
    skip: () => {
      if (!current) return;
      setSteps([...steps, { postId: current.postId, answer: null }]);
      if (isLow) setOffset(skippedCount + 1);
    },
    undo: () => {
      if (!last) return;
      setSteps(steps.slice(0, -1));
      if (last.answer !== null) send.mutate({ postId: last.postId, answer: null, asksMore: true });
    },
    canUndo: last !== undefined,
    hasSkipped: skippedCount > 0,
    error: send.error,
  };
}
