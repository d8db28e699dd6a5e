"use client";

import { useTranslations } from "use-intl/react";
import { Kbd } from "@/components/ui/badge";
import { Dialog } from "@/components/ui/dialog";
import { NAV_ITEMS } from "./nav-items";

export type KeyboardHelpProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Every shortcut there is. */
export function KeyboardHelp({ open, onOpenChange }: KeyboardHelpProps) {
  const t = useTranslations("shell");
  const groups = [
    {
      title: t("groupAnywhere"),
      keys: [
        { keys: ["/"], label: t("keySearch") },
        { keys: ["Ctrl", "K"], label: t("keyPalette") },
        { keys: ["?"], label: t("keyHelp") },
      ],
    },
    {
      title: t("groupGo"),
      keys: NAV_ITEMS.map(({ page, key }) => ({ keys: ["G", key.toUpperCase()], isSequence: true, label: t(page) })),
    },
    {
      title: t("groupPage"),
      keys: [
        { keys: ["F"], label: t("keyFilter") },
        { keys: ["."], label: t("keyRange") },
        { keys: ["T"], label: t("keyTable") },
      ],
    },
    {
      title: t("groupPosts"),
      keys: [
        { keys: ["J"], label: t("keyNext") },
        { keys: ["K"], label: t("keyPrevious") },
        { keys: ["1"], label: t("keyNegative") },
        { keys: ["2"], label: t("keyNeutral") },
        { keys: ["3"], label: t("keyPositive") },
        { keys: ["X"], label: t("keySelect") },
      ],
    },
  ];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("keyboardHelp")}
      description={t("keyboardHint")}
      width="md"
    >
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-ink-3 text-xs">{group.title}</h3>
            <dl>
              {group.keys.map((entry) => (
                <div
                  key={entry.label}
                  className="flex min-h-8 items-center justify-between gap-4 border-line border-t text-sm"
                >
                  <dt>{entry.label}</dt>
                  <dd className="flex items-center gap-1">
                    {entry.keys.map((key, index) => (
                      <span key={key} className="flex items-center gap-1">
                        {index > 0 && "isSequence" in entry ? (
                          <span className="text-ink-3 text-xs">{t("thenPress")}</span>
                        ) : null}
                        <Kbd>{key}</Kbd>
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
