"use client";

import { useTranslations } from "use-intl/react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { Import } from "@/lib/contracts/imports";

const LOOK = {
  uploaded: { tone: "warn", message: "stateUploaded" },
  queued: { tone: "plain", message: "stateQueued" },
  running: { tone: "signal", message: "stateRunning" },
  done: { tone: "plain", message: "stateDone" },
  failed: { tone: "danger", message: "stateFailed" },
  cancelled: { tone: "plain", message: "stateCancelled" },
} as const satisfies Record<Import["state"], { tone: Tone; message: string }>;

/** Where an import or a run stands, in a word. */
export function StateBadge({ state }: { state: Import["state"] }) {
  const t = useTranslations("data");
  const { tone, message } = LOOK[state];
  return <Badge tone={tone}>{t(message)}</Badge>;
}
