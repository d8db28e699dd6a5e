"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { updateMe } from "@/lib/client/me";
import { type Density, rememberPreference } from "@/lib/client/preferences";
import type { Locale, Theme } from "@/lib/contracts/entities";

/** Changes how the interface looks and speaks: at once here, by cookie for this browser, in the account for the others. */
export function usePreference({ isSignedIn }: { isSignedIn: boolean }) {
  const router = useRouter();
  const { mutate } = useMutation({ mutationFn: updateMe, onSettled: () => router.refresh() });
  const remember = (change: { locale?: Locale; theme?: Theme }) => (isSignedIn ? mutate(change) : router.refresh());
  return {
    setLocale: (locale: Locale) => {
      rememberPreference("locale", locale);
      remember({ locale });
    },
    setTheme: (theme: Theme) => {
      rememberPreference("theme", theme);
      document.documentElement.dataset.theme = theme;
      remember({ theme });
    },
    setDensity: (density: Density) => {
      rememberPreference("density", density);
      document.documentElement.dataset.density = density;
    },
  };
}
