"use client";

import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { useTranslations } from "use-intl/react";
import { Icon } from "@/components/ui/icon";
import { Picker, type PickerGroup } from "@/components/ui/picker";
import { pagePath } from "@/lib/client/paths";
import { LOCALES, THEMES } from "@/lib/contracts/entities";
import { NAV_ITEMS } from "./nav-items";
import { useProject } from "./project-context";
import { usePreference } from "./use-preference";

export type CommandPaletteProps = { open: boolean; onOpenChange: (open: boolean) => void; onHelp: () => void };

/** Everything one can go to or switch, by typing a few letters of it. */
export function CommandPalette({ open, onOpenChange, onHelp }: CommandPaletteProps) {
  const t = useTranslations("shell");
  const router = useRouter();
  const { me, scope } = useProject();
  const preference = usePreference({ isSignedIn: true });
  const themeNames = { system: t("themeSystem"), light: t("themeLight"), dark: t("themeDark") };
  const localeNames = { en: t("languageEn"), "zh-CN": t("languageZh") };
  const actions = new Map<string, () => void>();
  const entry = (
    value: string,
    label: string,
    run: () => void,
    extra: { lead?: React.ReactNode; hint?: string } = {},
  ) => {
    actions.set(value, run);
    return { value, label, ...extra };
  };
  const groups: PickerGroup[] = [
    {
      options: NAV_ITEMS.map(({ page, icon, key }) =>
        entry(`go:${page}`, t("paletteGo", { name: t(page) }), () => router.push(pagePath(scope, page)), {
          lead: <Icon name={icon} size={14} className="text-ink-3" />,
          hint: `G ${key.toUpperCase()}`,
        }),
      ),
    },
    {
      options: me.workspaces.flatMap((workspace) =>
        workspace.projects.map((project) =>
          entry(
            `project:${workspace.id}/${project.id}`,
            t("paletteProject", { project: project.name, workspace: workspace.name }),
            () => router.push(pagePath({ workspaceId: workspace.id, projectId: project.id }, "overview")),
          ),
        ),
      ),
    },
    {
      options: [
        ...THEMES.map((theme) =>
          entry(`theme:${theme}`, t("paletteTheme", { name: themeNames[theme] }), () => preference.setTheme(theme)),
        ),
        ...LOCALES.map((locale) =>
          entry(`locale:${locale}`, t("paletteLanguage", { name: localeNames[locale] }), () =>
            preference.setLocale(locale),
          ),
        ),
        entry("help", t("keyboardHelp"), onHelp, { hint: "?" }),
      ],
    },
  ];
  const pick = (value: string) => {
    onOpenChange(false);
    const text = value.startsWith("search:") ? value.slice("search:".length) : null;
    if (text !== null) router.push(pagePath(scope, "posts", new URLSearchParams({ q: text }).toString()));
    else actions.get(value)?.();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="veil fixed inset-0 z-40 bg-[rgb(15_17_20/45%)]" />
        <Radix.Content
          aria-describedby={undefined}
          className="floating pop fixed inset-x-3 top-[12dvh] z-50 mx-auto overflow-hidden sm:max-w-lg"
        >
          <Radix.Title className="sr-only">{t("palette")}</Radix.Title>
          <Picker
            label={t("palette")}
            placeholder={t("palettePlaceholder")}
            groups={groups}
            onPick={pick}
            extra={(text) => [
              {
                value: `search:${text}`,
                label: t("paletteSearch", { text }),
                lead: <Icon name="search" size={14} className="text-ink-3" />,
              },
            ]}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
