"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { IntlProvider } from "use-intl/react";
import { NowProvider } from "@/components/ui/now";
import { ToastProvider } from "@/components/ui/toast";
import { TooltipProvider } from "@/components/ui/tooltip";
import { createQueryClient } from "@/lib/client/query-client";
import type { Locale } from "@/lib/contracts/entities";
import { messages } from "@/lib/messages";
import { HotkeyProvider } from "./hotkeys";

export type ProvidersProps = { locale: Locale; nowMs: number; children: ReactNode };

/** What every page needs: words, clock, server data, notices, keys. */
export function Providers({ locale, nowMs, children }: ProvidersProps) {
  const [queryClient] = useState(createQueryClient);
  return (
    <IntlProvider locale={locale} messages={messages[locale]} timeZone="UTC">
      <NowProvider nowMs={nowMs}>
        <QueryClientProvider client={queryClient}>
          <TooltipProvider delayDuration={350}>
            <ToastProvider>
              <HotkeyProvider>{children}</HotkeyProvider>
            </ToastProvider>
          </TooltipProvider>
        </QueryClientProvider>
      </NowProvider>
    </IntlProvider>
  );
}
