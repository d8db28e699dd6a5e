"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { StateBadge } from "@/components/runs/state-badge";
import { useProject } from "@/components/shell/project-context";
import { ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Progress } from "@/components/ui/progress";
import { useErrorText } from "@/components/ui/use-error-text";
import { useFormat } from "@/components/ui/use-format";
import { ApiError } from "@/lib/client/api-error";
import { rejectsPath } from "@/lib/client/imports";
import { pagePath } from "@/lib/client/paths";
import { runsOptions } from "@/lib/client/runs";
import type { Import } from "@/lib/contracts/imports";

/** Where every row of a file went; the sum is shown as the equation it is. */
export function ImportLedger({ file }: { file: Import }) {
  const t = useTranslations("data");
  const format = useFormat();
  const { scope } = useProject();
  const errorText = useErrorText();
  const isRunning = file.state === "queued" || file.state === "running";
  const counts = {
    read: file.readCount,
    stored: file.storedCount,
    updated: file.updatedCount,
    duplicate: file.duplicateCount,
    rejected: file.rejectedCount,
  };
  const isAllDuplicate = file.state === "done" && file.readCount > 0 && file.duplicateCount === file.readCount;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-3" role="status">
        <StateBadge state={file.state} />
        {isRunning ? <span className="text-ink-3 text-sm">{t("leave")}</span> : null}
      </div>
      {isRunning ? <RunProgress runId={file.runId} /> : null}
      {file.errorCode ? (
        <p role="alert" className="flex items-start gap-2 text-danger text-sm">
          <Icon name="alert" className="mt-0.5 shrink-0" />
          <span>
            {errorText(new ApiError(422, { code: file.errorCode }))}{" "}
            {file.errorMessage ? <span className="text-ink-3">{file.errorMessage}</span> : null}
          </span>
        </p>
      ) : null}
      <section aria-labelledby="ledger">
        <h2 id="ledger" className="mb-2 text-lg">
          {t("ledgerTitle")}
        </h2>
        <dl className="grid grid-cols-2 border-line border-y sm:grid-cols-5">
          {(["read", "stored", "updated", "duplicate", "rejected"] as const).map((name) => (
            <div key={name} className="py-3 pr-4">
              <dt className="text-ink-3 text-xs">{t(name)}</dt>
              <dd className="font-semibold text-2xl tabular-nums">{format.integer(counts[name])}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-2 text-ink-2 text-sm">
          {t("ledger", {
            read: format.integer(counts.read),
            stored: format.integer(counts.stored),
            updated: format.integer(counts.updated),
            duplicate: format.integer(counts.duplicate),
            rejected: format.integer(counts.rejected),
          })}
        </p>
        {isAllDuplicate ? <p className="mt-1 text-sm">{t("allDuplicate")}</p> : null}
      </section>
      <Warnings file={file} />
      <div className="flex flex-wrap gap-2">
        {file.storedCount + file.updatedCount > 0 ? (
          <ButtonLink variant="primary" href={pagePath(scope, "posts", "range=all")}>
            {t("seePosts")}
          </ButtonLink>
        ) : null}
        {file.rejectedCount > 0 ? (
          <ButtonLink icon="download" prefetch={false} href={rejectsPath(scope, file.id)}>
            {t("rejects")}
          </ButtonLink>
        ) : null}
        <ButtonLink href={pagePath(scope, "data/imports")}>{t("importAgain")}</ButtonLink>
      </div>
    </div>
  );
}

function RunProgress({ runId }: { runId: string | null }) {
  const t = useTranslations("data");
  const format = useFormat();
  const { scope } = useProject();
  const runs = useQuery(runsOptions(scope));
  const run = runs.data?.find((one) => one.id === runId);
  const ratio = run?.progressTotal ? run.progressDone / run.progressTotal : null;
  return (
    <div>
      <Progress ratio={ratio} label={t("progress")} />
      {run?.ratePerSecond ? (
        <p className="mt-1 text-ink-3 text-xs">{t("rateRows", { rate: format.integer(run.ratePerSecond) })}</p>
      ) : null}
    </div>
  );
}

function Warnings({ file }: { file: Import }) {
  const t = useTranslations("data");
  const errorText = useErrorText();
  if (file.warnings.length === 0) return null;
  return (
    <section aria-labelledby="warnings">
      <h2 id="warnings" className="mb-1 text-lg">
        {t("warnings")}
      </h2>
      <ul className="flex flex-col gap-1 text-sm">
        {file.warnings.map((warning) => (
          <li key={warning.code}>
            {errorText(new ApiError(200, { code: warning.code }))}{" "}
            <span className="text-ink-3">
              {warning.firstLine === null
                ? t("warningCount", { count: warning.count })
                : t("warningLine", { count: warning.count, line: String(warning.firstLine) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
