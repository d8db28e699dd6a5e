import "@fontsource-variable/inter";
import "@fontsource-variable/noto-sans-sc";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { readPreferences } from "@/lib/client/preferences";
import { findMe } from "@/lib/http/page";

export const metadata: Metadata = { title: { default: "Earshot", template: "%s · Earshot" } };
export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf7" },
    { media: "(prefers-color-scheme: dark)", color: "#14161a" },
  ],
};

/** Language and theme: the account's where somebody is signed in, the cookies' otherwise. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const saved = readPreferences((name) => jar.get(name)?.value, (await headers()).get("accept-language"));
  const me = await findMe();
  const locale = me?.locale ?? saved.locale;
  const theme = me?.theme ?? saved.theme;
  return (
    <html lang={locale} data-theme={theme} data-density={saved.density} suppressHydrationWarning>
      <body>
        <Providers locale={locale} nowMs={Date.now()}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
