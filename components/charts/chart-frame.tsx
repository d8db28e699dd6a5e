"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { TextLink } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { toCsv } from "@/lib/charts/csv";
import { type DataTable, DataTableView } from "./data-table";
import { download, panelToPng } from "./export-png";
import { Definition, PanelTools } from "./panel-tools";

/** What a query says of itself; the frame shows it without asking what the query is about. */
export type FrameQuery = { isPending: boolean; isFetching: boolean; error: unknown; refetch: () => unknown };

export type ChartFrameProps = {
  /** States the finding. */
  title: ReactNode;
  /** Plain name of the panel: for its buttons, its table and its files. */
  name: string;
  /** What is measured, and in which unit. */
  subtitle: ReactNode;
  definition: string;
  query: FrameQuery;
  /** Height of the body in pixels, in every state; a table by itself is as high as its rows once they are there. */
  height: number;
  isEmpty: boolean;
  /** The same figures as a table. */
  table: DataTable | null;
  /** What to say and do where there is nothing; a general sentence otherwise. */
  empty?: { text: ReactNode; action?: ReactNode };
  /** The body is a table by itself: no toggle. */
  isTableItself?: boolean;
  seePosts?: { href: string; label?: string } | null;
  className?: string | undefined;
  children: (view: { height: number; isFull: boolean }) => ReactNode;
};

/** Round every chart: title, definition, table, downloads, full screen, and its own pending, empty and error state. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, name, subtitle, definition, query, height, isEmpty, table, seePosts, className } = props;
  const t = useTranslations("charts");
  const toast = useToast();
  const headingId = useId();
  const section = useRef<HTMLElement>(null);
  const [isTable, setIsTable] = useState(false);
  const [isFull, setIsFull] = useState(false);
  const isReady = !query.isPending && !query.error && !isEmpty && table !== null;
  const canToggle = isReady && !props.isTableItself;
  const toggle = () => setIsTable((now) => !now);
  const fileName = name.toLowerCase().replace(/[\s/\\:*?"<>|]+/g, "-");
  const saveCsv = () => {
    if (table)
      download(new Blob([toCsv(table.header, table.rows)], { type: "text/csv;charset=utf-8" }), `${fileName}.csv`);
  };
  const savePng = async () => {
    try {
      if (section.current) download(await panelToPng(section.current), `${fileName}.png`);
    } catch {
      toast({ title: t("exportFailed"), tone: "danger" });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key.toLowerCase() !== "t" || !isPlain || !canToggle || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    toggle();
  };
  const body = (size: { height: number; isFull: boolean }) =>
    isTable && table ? <DataTableView table={table} caption={name} maxHeight={size.height} /> : props.children(size);
  return (
    <section
      ref={section}
      aria-labelledby={headingId}
      aria-busy={query.isFetching || undefined}
      onKeyDown={onKeyDown}
      className={cx("group/panel relative flex min-w-0 flex-col border-line border-b pt-4.5 pb-4", className)}
    >
      <header className="mb-1.5">
        <h2 id={headingId} className="text-lg leading-snug">
          {title}
        </h2>
        <div className="mt-0.5 flex items-start justify-between gap-3">
          <p className="flex min-h-7 items-center gap-1.5 text-ink-3 text-xs">
            <span>{subtitle}</span>
            <Definition text={definition} of={name} />
          </p>
          <div className="flex min-h-7 shrink-0 items-center gap-1" data-export="off">
            <PanelTools
              name={name}
              isTable={isTable}
              onToggleTable={canToggle ? toggle : undefined}
              onCsv={isReady ? saveCsv : undefined}
              onPng={isReady ? () => void savePng() : undefined}
              onFull={isReady ? () => setIsFull(true) : undefined}
            />
            {seePosts ? (
              <TextLink href={seePosts.href} className="whitespace-nowrap text-xs">
                {seePosts.label ?? t("seePosts")}
              </TextLink>
            ) : null}
          </div>
        </div>
      </header>
      <div
        style={{ minHeight: props.isTableItself ? undefined : height }}
        className={cx("transition-opacity duration-200", isStale(query) && "opacity-60")}
      >
        {query.isPending ? (
          <Pending height={height} isTable={props.isTableItself ?? false} label={`${name}: ${t("refreshing")}`} />
        ) : query.error && table === null ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : isEmpty ? (
          <EmptyState title={t("emptyTitle")} action={props.empty?.action}>
            {props.empty?.text ?? t("emptyText")}
          </EmptyState>
        ) : (
          body({ height, isFull: false })
        )}
      </div>
      <Dialog open={isFull} onOpenChange={setIsFull} title={title} description={subtitle} width="full">
        {isFull ? body({ height: Math.max(320, Math.round(globalThis.innerHeight * 0.66)), isFull: true }) : null}
      </Dialog>
    </section>
  );
}

function isStale(query: FrameQuery & { isPlaceholderData?: boolean }): boolean {
  return query.isPlaceholderData === true;
}

function Pending({ height, isTable, label }: { height: number; isTable: boolean; label: string }) {
  if (isTable) return <SkeletonRows rows={Math.floor(height / 37)} label={label} />;
  return (
    <div role="status" aria-label={label} style={{ height }} className="flex items-end pb-6">
      <Skeleton className="h-full w-full bg-sunken" />
    </div>
  );
}
