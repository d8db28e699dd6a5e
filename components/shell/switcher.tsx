"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Picker } from "@/components/ui/picker";
import { Popover } from "@/components/ui/popover";
import { pagePath } from "@/lib/client/paths";
import { useProject } from "./project-context";

/** Workspace and project: shows where one is, opens the list of everywhere else. */
export function Switcher({ isNarrow }: { isNarrow: boolean }) {
  const t = useTranslations("shell");
  const router = useRouter();
  const { me, workspace, project } = useProject();
  const [isOpen, setIsOpen] = useState(false);
  const groups = me.workspaces.map((one) => ({
    label: one.isDemo ? `${one.name} · ${t("demo")}` : one.name,
    options: one.projects.map((entry) => ({ value: `${one.id}/${entry.id}`, label: entry.name })),
  }));
  const go = (value: string) => {
    const [workspaceId, projectId] = value.split("/");
    setIsOpen(false);
    if (workspaceId && projectId) router.push(pagePath({ workspaceId, projectId }, "overview"));
  };
  return (
    <Popover
      label={t("switchTitle")}
      open={isOpen}
      onOpenChange={setIsOpen}
      isFlush
      className="w-72"
      trigger={
        <button
          type="button"
          aria-label={`${t("switchTitle")}: ${project.name}, ${workspace.name}`}
          title={workspace.isDemo ? t("demoHint") : undefined}
          className={cx(
            "flex items-center rounded-md border border-line bg-raised text-left transition-colors duration-150 hover:border-line-strong",
            isNarrow ? "size-9 justify-center" : "w-full gap-2 px-2.5 py-1.5",
          )}
        >
          {isNarrow ? (
            <span aria-hidden="true" className="font-semibold text-sm">
              {[...project.name][0]}
            </span>
          ) : (
            <>
              <span className="min-w-0 flex-1">
                <span className="block truncate font-semibold text-sm">{project.name}</span>
                <span className="flex items-center gap-1.5 text-ink-3 text-xs">
                  <span className="min-w-0 truncate">{workspace.name}</span>
                  {workspace.isDemo ? (
                    <span className="shrink-0 rounded-xs bg-warn-soft px-1 text-warn">{t("demo")}</span>
                  ) : null}
                </span>
              </span>
              <Icon name="chevronDown" size={14} className="shrink-0 text-ink-3" />
            </>
          )}
        </button>
      }
    >
      <Picker
        label={t("switchTitle")}
        placeholder={t("switchSearch")}
        groups={groups}
        selected={[`${workspace.id}/${project.id}`]}
        onPick={go}
      />
    </Popover>
  );
}
