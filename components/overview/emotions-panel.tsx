"use client";

import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FindingText } from "@/components/charts/finding-text";
import { RowTh, Td } from "@/components/ui/table";
import { useFormat } from "@/components/ui/use-format";
import { type EmotionModel, emotionFinding, emotionModel, type FlagShare } from "@/lib/charts/emotion-model";
import { ShareTable } from "./share-table";
import { useOverviewQuery, usePostsHref } from "./use-overview";

/** What posts feel, and how many are offensive, hateful or ironic. */
export function EmotionsPanel({ className }: { className?: string }) {
  const t = useTranslations("overview");
  const charts = useTranslations("charts");
  const vocabulary = useTranslations("vocabulary");
  const format = useFormat();
  // Under most filters counted from posts, which takes longest: not before the rest of the page is there.
  const rest = useOverviewQuery("authors");
  const emotions = useOverviewQuery("emotions", rest.isFetched);
  const flags = useOverviewQuery("flags", rest.isFetched);
  const query = emotions.isSuccess && !emotions.isPlaceholderData ? flags : emotions;
  const postsHref = usePostsHref();
  const model = useMemo(
    () => (emotions.data && flags.data ? emotionModel(emotions.data, flags.data) : null),
    [emotions.data, flags.data],
  );
  const lead = model ? emotionFinding(model) : null;
  const leader = model?.rows[0]?.emotion;
  const finding = lead && leader ? { ...lead, key: vocabulary(`emotion_${leader}`) } : null;
  const lines: (readonly [string, number | null, number | null, number | null])[] = model
    ? [
        ...model.rows.map(
          (row) => [vocabulary(`emotion_${row.emotion}`), row.postCount, row.shareRatio, row.changeRatio] as const,
        ),
        ...model.flags.map(
          (share) => [vocabulary(`flag_${share.flag}`), null, share.shareRatio, share.changeRatio] as const,
        ),
      ]
    : [];
  return (
    <ChartFrame
      className={className}
      name={t("emotions")}
      title={finding ? <FindingText finding={finding} variant="leadsEmotion" /> : t("emotions")}
      subtitle={t("emotionsSub")}
      definition={t("emotionsDef")}
      query={query}
      height={296}
      isEmpty={model?.readCount === 0}
      empty={{ text: t("emotionsEmpty") }}
      isTableItself
      table={
        model
          ? {
              header: [t("emotion"), charts("metric_posts"), charts("share"), charts("change")],
              rows: lines,
              shown: lines.map(([name, count, share, change]) => [
                name,
                count === null ? "–" : format.integer(count),
                share === null ? "–" : format.percent(share, 1),
                change === null ? "–" : format.points(change),
              ]),
            }
          : null
      }
      seePosts={{ href: postsHref() }}
    >
      {() =>
        model ? (
          <>
            <EmotionTable model={model} />
            <FlagRow flags={model.flags} />
          </>
        ) : null
      }
    </ChartFrame>
  );
}

function EmotionTable({ model }: { model: EmotionModel }) {
  const t = useTranslations("overview");
  const vocabulary = useTranslations("vocabulary");
  const format = useFormat();
  const postsHref = usePostsHref();
  return (
    <ShareTable
      caption={t("emotions")}
      heading={t("emotion")}
      rows={model.rows.map((row) => ({
        ...row,
        key: row.emotion,
        name: vocabulary(`emotion_${row.emotion}`),
        href: postsHref({ filter: { emotions: [row.emotion] } }),
        colour: row.emotion === "neutral" ? "var(--cat-others)" : "var(--cat-3)",
      }))}
    >
      {model.unreadCount > 0 ? (
        <tr className="text-ink-3">
          <RowTh>{t("emotionsUnread")}</RowTh>
          <Td aria-hidden="true" className="max-sm:hidden" />
          <Td isNumber>{format.integer(model.unreadCount)}</Td>
          <Td isNumber />
          <Td isNumber />
        </tr>
      ) : null}
    </ShareTable>
  );
}

/** "Offensive 2.1% (+0.3 pts)", each leading to its posts. */
function FlagRow({ flags }: { flags: readonly FlagShare[] }) {
  const t = useTranslations("overview");
  const vocabulary = useTranslations("vocabulary");
  const format = useFormat();
  const postsHref = usePostsHref();
  return (
    <dl aria-label={t("flags")} className="mt-3 grid grid-cols-3 gap-x-4 border-line border-t pt-2.5">
      {flags.map(({ flag, shareRatio, changeRatio }) => (
        <div key={flag}>
          <dt className="text-ink-3 text-xs">
            <Link href={postsHref({ filter: { flags: [flag] } })} className="hover:text-signal hover:underline">
              {vocabulary(`flag_${flag}`)}
            </Link>
          </dt>
          <dd className="tabular-nums">
            <span className="font-semibold">{shareRatio === null ? "–" : format.percent(shareRatio, 1)}</span>
            {changeRatio === null ? null : (
              <span className="ml-1.5 text-ink-3 text-xs">{format.points(changeRatio)}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
