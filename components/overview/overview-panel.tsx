"use client";

import { useTranslations } from "use-intl/react";
import { FilterBar } from "@/components/filters/filter-bar";
import { NothingMatches } from "@/components/filters/nothing-matches";
import { PageBody } from "@/components/shell/page-header";
import { ErrorState } from "@/components/ui/error-state";
import { codeOf } from "@/lib/client/api-error";
import { AuthorsPanel } from "./authors-panel";
import { ClassesPanels } from "./classes-panel";
import { DigestPanel } from "./digest-panel";
import { EmotionsPanel } from "./emotions-panel";
import { FiguresPanel } from "./figures-panel";
import { MoodPanel } from "./mood-panel";
import { RankedPanel } from "./ranked-panel";
import { TopPostsPanel } from "./top-posts-panel";
import { TopicsPanel } from "./topics-panel";
import { useOverviewQuery } from "./use-overview";
import { VoicePanel } from "./voice-panel";
import { VolumePanel } from "./volume-panel";

/** Codes that mean that the whole view cannot be answered, not one panel of it. */
const VIEW_ERRORS = new Set(["E_QUERY", "E_PARAM", "E_SIGN_IN", "E_FORBIDDEN", "E_NOT_FOUND"]);

/** The page: words first, then figures, then charts. */
export function OverviewPanel() {
  const figures = useOverviewQuery("figures");
  const isRefused = figures.error !== null && VIEW_ERRORS.has(codeOf(figures.error));
  const isEmpty = !figures.isPlaceholderData && figures.data?.totals.posts === 0;
  return (
    <PageBody>
      <FilterBar />
      {isRefused ? (
        <Titled>
          <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
        </Titled>
      ) : isEmpty ? (
        <Titled>
          <NothingMatches />
        </Titled>
      ) : (
        <>
          <DigestPanel />
          <FiguresPanel />
          <div className="grid grid-cols-1 lg:grid-cols-12 lg:gap-x-8">
            <VolumePanel className="lg:col-span-8" />
            <VoicePanel className="lg:col-span-4" />
            <MoodPanel className="lg:col-span-8" />
            <RankedPanel of="platforms" className="lg:col-span-4" />
            <TopicsPanel className="lg:col-span-7" />
            <EmotionsPanel className="lg:col-span-5" />
            <ClassesPanels />
            <TopPostsPanel className="lg:col-span-7" />
            <div className="lg:col-span-5">
              <AuthorsPanel />
              <RankedPanel of="languages" />
            </div>
          </div>
        </>
      )}
    </PageBody>
  );
}

function Titled({ children }: { children: React.ReactNode }) {
  const t = useTranslations("overview");
  return (
    <div className="pt-5.5">
      <h1 className="text-2xl">{t("title")}</h1>
      {children}
    </div>
  );
}
