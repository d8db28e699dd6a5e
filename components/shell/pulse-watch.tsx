"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { scopeKey } from "@/lib/client/paths";
import { pulseOptions } from "@/lib/client/pulse";
import { useProject } from "./project-context";

/** Asks for fresh numbers when the project was recounted. Lists of posts are left where they are. */
export function PulseWatch() {
  const { scope } = useProject();
  const queryClient = useQueryClient();
  const { data: pulse } = useQuery(pulseOptions(scope));
  const seen = useRef<number | null>(null);
  const revision = pulse?.revision ?? null;
  // The server's revision is the outside system.
  useEffect(() => {
    if (revision === null) return;
    if (seen.current !== null && seen.current !== revision) {
      void queryClient.invalidateQueries({ queryKey: [...scopeKey(scope), "metrics"] });
      void queryClient.invalidateQueries({ queryKey: [...scopeKey(scope), "topics"] });
    }
    seen.current = revision;
  }, [revision, queryClient, scope]);
  return null;
}
