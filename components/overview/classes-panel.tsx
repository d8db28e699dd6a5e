"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { useView } from "@/components/filters/use-view";
import { useProject } from "@/components/shell/project-context";
import { useFormat } from "@/components/ui/use-format";
import { type ClassModel, classModel } from "@/lib/charts/class-model";
import { classifiersOptions } from "@/lib/client/classifiers";
import { metricsOptions } from "@/lib/client/metrics";
import type { Classifier } from "@/lib/contracts/classifiers";
import { ShareTable } from "./share-table";
import { useOverviewQuery, usePostsHref } from "./use-overview";

/** A panel for each published classifier; nothing where there is none. */
export function ClassesPanels() {
  const { scope } = useProject();
  const list = useQuery(classifiersOptions(scope));
  const published = list.data?.filter((each) => each.publishedVersion !== null) ?? [];
  if (published.length === 0) return null;
  return (
    <div className="grid gap-x-8 gap-y-6 lg:col-span-12 lg:grid-cols-[repeat(auto-fit,minmax(26rem,1fr))]">
      {published.map((each) => (
        <ClassesPanel key={each.id} classifier={each} />
      ))}
    </div>
  );
}

function ClassesPanel({ classifier }: { classifier: Classifier }) {
  const t = useTranslations("classifiers");
  const charts = useTranslations("charts");
  const format = useFormat();
  const { scope } = useProject();
  const { view } = useView();
  const postsHref = usePostsHref();
  // Counted from posts, which takes longest: not before the rest of the page is there.
  const rest = useOverviewQuery("authors");
  const query = useQuery({
    ...metricsOptions(scope, {
      metrics: ["posts"],
      dimensions: ["class"],
      classifier: classifier.id,
      filter: view.filter,
      range: view.range,
      compare: view.compare,
    }),
    enabled: rest.isFetched,
  });
  const model = useMemo(() => (query.data ? classModel(query.data) : null), [query.data]);
  const lead = model?.rows[0];
  const words = { name: classifier.name };
  return (
    <ChartFrame
      name={classifier.name}
      title={
        lead
          ? t("findingLeads", { ...words, label: lead.label, ratio: format.percent(lead.shareRatio) })
          : classifier.name
      }
      subtitle={t("classesSub")}
      definition={t("classesDef")}
      query={query}
      height={180}
      isEmpty={model?.postCount === 0}
      empty={{ text: t("classesEmpty") }}
      isTableItself
      table={
        model
          ? {
              header: [t("label"), charts("metric_posts"), charts("share"), charts("change")],
              rows: model.rows.map((row) => [row.label, row.postCount, row.shareRatio, row.changeRatio]),
              shown: model.rows.map((row) => [
                row.label,
                format.integer(row.postCount),
                format.percent(row.shareRatio, 1),
                row.changeRatio === null ? "–" : format.points(row.changeRatio),
              ]),
            }
          : null
      }
      seePosts={{ href: postsHref({ filter: { classes: classifier.labels.map((one) => `${classifier.id}:${one}`) } }) }}
    >
      {() => (model ? <ClassTable classifier={classifier} model={model} /> : null)}
    </ChartFrame>
  );
}

function ClassTable({ classifier, model }: { classifier: Classifier; model: ClassModel }) {
  const t = useTranslations("classifiers");
  const postsHref = usePostsHref();
  return (
    <ShareTable
      caption={classifier.name}
      heading={t("label")}
      rows={model.rows.map((row) => ({
        ...row,
        key: row.label,
        name: row.label,
        href: postsHref({ filter: { classes: [`${classifier.id}:${row.label}`] } }),
        colour: "var(--cat-4)",
      }))}
    />
  );
}
