"use client";

import Link from "next/link";
import { signOut } from "next-auth/react";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { cx } from "@/components/ui/cx";
import { Menu, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from "@/components/ui/menu";
import { pagePath } from "@/lib/client/paths";
import type { Density } from "@/lib/client/preferences";
import { useProject } from "./project-context";
import { usePreference } from "./use-preference";

/** Who is signed in; language, theme, density, sessions, sign out. */
export function UserMenu({ isNarrow }: { isNarrow: boolean }) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const { me, scope } = useProject();
  const preference = usePreference({ isSignedIn: true });
  const [density, setDensity] = useState<Density>("compact");
  // The attribute of the document is the outside system.
  useEffect(() => {
    if (document.documentElement.dataset.density === "comfortable") setDensity("comfortable");
  }, []);
  const initial = [...(me.name || me.email)][0]?.toUpperCase() ?? "";
  return (
    <Menu
      side="top"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={`${t("account")}: ${me.name}`}
          className={cx(
            "flex items-center gap-2 rounded-md text-left text-sm transition-colors duration-150 hover:bg-sunken",
            isNarrow ? "size-9 justify-center" : "w-full px-2 py-1.5",
          )}
        >
          <span
            aria-hidden="true"
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-signal-soft font-semibold text-signal text-xs"
          >
            {initial}
          </span>
          {isNarrow ? null : <span className="min-w-0 flex-1 truncate">{me.name}</span>}
        </button>
      }
    >
      <MenuLabel>
        {t("signedInAs")} <span className="text-ink">{me.email}</span>
      </MenuLabel>
      <MenuSeparator />
      <MenuLabel>{t("language")}</MenuLabel>
      <MenuRadio
        value={locale}
        onValueChange={preference.setLocale}
        options={[
          { value: "en", label: t("languageEn") },
          { value: "zh-CN", label: t("languageZh") },
        ]}
      />
      <MenuSeparator />
      <MenuLabel>{t("theme")}</MenuLabel>
      <MenuRadio
        value={me.theme}
        onValueChange={preference.setTheme}
        options={[
          { value: "system", label: t("themeSystem") },
          { value: "light", label: t("themeLight") },
          { value: "dark", label: t("themeDark") },
        ]}
      />
      <MenuSeparator />
      <MenuLabel>{t("density")}</MenuLabel>
      <MenuRadio
        value={density}
        onValueChange={(next: Density) => {
          setDensity(next);
          preference.setDensity(next);
        }}
        options={[
          { value: "compact", label: t("densityCompact") },
          { value: "comfortable", label: t("densityComfortable") },
        ]}
      />
      <MenuSeparator />
      <MenuItem asChild>
        <Link href={`${pagePath(scope, "settings")}#sessions`}>{t("sessions")}</Link>
      </MenuItem>
      <MenuItem onSelect={() => void signOut({ callbackUrl: "/sign-in" })}>{t("signOut")}</MenuItem>
    </Menu>
  );
}
