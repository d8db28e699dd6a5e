"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useProject } from "@/components/shell/project-context";
import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import { useFormat } from "@/components/ui/use-format";
import { pagePath } from "@/lib/client/paths";
import { DEFAULT_VIEW, writeView } from "@/lib/client/view-state";
import type { PostCard } from "@/lib/contracts/posts";

/** What the project's published classifiers say; each leads to its like. */
export function ClassChips({ post: { classes } }: { post: PostCard }) {
  const t = useTranslations("classifiers");
  const format = useFormat();
  const { scope } = useProject();
  return (
    <>
      {classes.map(({ classifierId, name, label, probability }) => {
        const hint = t("classSure", { name, label, sure: format.percent(probability) });
        const view = { ...DEFAULT_VIEW, filter: { classes: [`${classifierId}:${label}`] } };
        return (
          <Tooltip key={classifierId} content={hint}>
            <Link href={pagePath(scope, "posts", writeView(view))} aria-label={hint} className="tap rounded-sm">
              <Badge tone="signal" className="max-w-40 truncate transition-colors duration-150 hover:bg-signal-soft">
                {label}
              </Badge>
            </Link>
          </Tooltip>
        );
      })}
    </>
  );
}
