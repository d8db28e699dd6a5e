"use client";

import { useTranslations } from "use-intl/react";
import { IconButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";

/** The one-line definition behind (i). */
export function Definition({ text, of }: { text: string; of: string }) {
  const t = useTranslations("charts");
  return (
    <Popover
      label={t("definition")}
      className="w-72 text-ink-2"
      trigger={
        <button
          type="button"
          aria-label={`${t("definition")}: ${of}`}
          data-export="off"
          className="tap inline-flex size-4 shrink-0 items-center justify-center rounded-full text-ink-3 hover:text-ink"
        >
          <Icon name="info" size={14} />
        </button>
      }
    >
      {text}
    </Popover>
  );
}

export type PanelToolsProps = {
  /** Plain words of the title, to name the buttons. */
  name: string;
  isTable: boolean;
  /** Absent where the panel is a table already. */
  onToggleTable?: (() => void) | undefined;
  onCsv?: (() => void) | undefined;
  onPng?: (() => void) | undefined;
  onFull?: (() => void) | undefined;
};

/** Table, downloads, full screen: quiet until the panel is looked at. */
export function PanelTools({ name, isTable, onToggleTable, onCsv, onPng, onFull }: PanelToolsProps) {
  const t = useTranslations("charts");
  const toggle = isTable ? t("showChart") : t("showTable");
  return (
    <span
      data-export="off"
      className="flex items-center transition-opacity duration-150 focus-within:opacity-100 group-hover/panel:opacity-100 has-data-[state=open]:opacity-100 [@media(hover:hover)]:opacity-45"
    >
      {onToggleTable ? (
        <IconButton icon={isTable ? "chart" : "table"} label={`${toggle}: ${name}`} onClick={onToggleTable} />
      ) : null}
      {onCsv || onPng || onFull ? (
        <Menu align="end" trigger={<IconButton icon="more" label={t("moreOf", { title: name })} />}>
          {onCsv ? (
            <MenuItem icon="download" onSelect={onCsv}>
              {t("exportCsv")}
            </MenuItem>
          ) : null}
          {onPng ? (
            <MenuItem icon="download" onSelect={onPng}>
              {t("exportPng")}
            </MenuItem>
          ) : null}
          {onFull ? (
            <MenuItem icon="expand" onSelect={onFull}>
              {t("fullScreen")}
            </MenuItem>
          ) : null}
        </Menu>
      ) : null}
    </span>
  );
}
