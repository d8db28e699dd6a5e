"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FindingText } from "@/components/charts/finding-text";
import { useProject } from "@/components/shell/project-context";
import { TextLink } from "@/components/ui/button";
import { RowTh, Td } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { voiceFinding } from "@/lib/charts/findings";
import { type VoiceModel, voiceModel } from "@/lib/charts/voice-model";
import { pagePath } from "@/lib/client/paths";
import { ShareTable } from "./share-table";
import { useOverviewQuery, usePostsHref, useTopics } from "./use-overview";

const TOP = 6;

/** Each brand's part of the conversation, and where it goes. */
export function VoicePanel({ className }: { className?: string }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const format = useFormat();
  const { scope } = useProject();
  const query = useOverviewQuery("voice");
  const topics = useTopics();
  const model = useMemo(
    () => (query.data && topics.data ? voiceModel(query.data, topics.data, TOP) : null),
    [query.data, topics.data],
  );
  const finding = model ? voiceFinding(model) : null;
  const change = (ratio: number | null) => (ratio === null ? "–" : format.points(ratio));
  return (
    <ChartFrame
      className={className}
      name={t("voice")}
      title={finding ? <FindingText finding={finding} /> : t("voice")}
      subtitle={t("voiceSub")}
      definition={t("voiceDef")}
      query={{ ...query, isPending: query.isPending || topics.isPending }}
      height={260}
      isEmpty={model?.rows.length === 0}
      empty={{
        text: t("voiceEmpty"),
        action: <TextLink href={pagePath(scope, "topics")}>{t("addTopics")}</TextLink>,
      }}
      isTableItself
      table={
        model
          ? {
              header: [t("brand"), charts("metric_posts"), charts("share"), charts("change")],
              rows: model.rows.map((row) => [row.name, row.postCount, row.shareRatio, row.changeRatio]),
              shown: model.rows.map((row) => [
                row.name,
                format.integer(row.postCount),
                format.percent(row.shareRatio, 1),
                change(row.changeRatio),
              ]),
            }
          : null
      }
    >
      {() => (model ? <VoiceTable model={model} change={change} /> : null)}
    </ChartFrame>
  );
}

function VoiceTable({ model, change }: { model: VoiceModel; change: (ratio: number | null) => string }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const format = useFormat();
  const postsHref = usePostsHref();
  return (
    <ShareTable
      caption={t("voice")}
      heading={t("brand")}
      rows={model.rows.map(({ id, name, shareRatio, changeRatio, colour, isOwn }) => ({
        ...{ key: id, name, shareRatio, changeRatio, colour, isStrong: isOwn },
        href: postsHref({ filter: { topics: [id] } }),
      }))}
    >
      {model.others ? (
        <tr className="text-ink-3">
          <RowTh>{charts("others", { count: String(model.others.count), of: String(model.others.of) })}</RowTh>
          <Td aria-hidden="true" />
          <Td isNumber>{format.percent(model.others.shareRatio, 1)}</Td>
          <Td isNumber>{change(model.others.changeRatio)}</Td>
        </tr>
      ) : null}
    </ShareTable>
  );
}
