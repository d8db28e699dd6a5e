"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { revokeOtherSessions, revokeSession, sessionsOptions } from "@/lib/client/settings";
import type { SessionInfo } from "@/lib/contracts/people";

/** Every browser the person is signed in with; each can be signed out from here. */
export function SessionsPanel() {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const queryClient = useQueryClient();
  const sessions = useQuery(sessionsOptions());
  const stored = (rows: SessionInfo[]) => queryClient.setQueryData(sessionsOptions().queryKey, rows);
  const end = useMutation({ mutationFn: revokeSession, onSuccess: stored });
  const endOthers = useMutation({ mutationFn: revokeOtherSessions, onSuccess: stored });
  if (sessions.isPending) return <SkeletonRows rows={3} label={common("loading")} />;
  if (sessions.error) return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  return (
    <section aria-labelledby="sessions" className="max-w-2xl">
      <h2 id="sessions" className="mb-2 text-lg">
        {t("sessions")}
      </h2>
      <ul>
        {sessions.data.map((session) => (
          <SessionRow key={session.id} session={session} isBusy={end.isPending} onEnd={() => end.mutate(session.id)} />
        ))}
      </ul>
      {sessions.data.length > 1 ? (
        <Button className="mt-4" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {t("endOthers")}
        </Button>
      ) : null}
    </section>
  );
}

function SessionRow({ session, isBusy, onEnd }: { session: SessionInfo; isBusy: boolean; onEnd: () => void }) {
  const t = useTranslations("settings");
  const format = useFormat();
  return (
    <li className="flex items-center justify-between gap-4 border-line border-t py-2 text-sm">
      <span className="min-w-0">
        <span className="block truncate">{session.userAgent ?? t("unknownBrowser")}</span>
        <span className="text-ink-3 text-xs">
          {t("lastSeen")}: {format.dateTime(session.lastSeenAt)} · {t("signedIn")}: {format.dateTime(session.createdAt)}
        </span>
      </span>
      {session.isCurrent ? (
        <Badge tone="signal">{t("thisBrowser")}</Badge>
      ) : (
        <Button size="sm" busy={isBusy} onClick={onEnd}>
          {t("endSession")}
        </Button>
      )}
    </li>
  );
}
