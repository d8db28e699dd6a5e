"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useLocale } from "use-intl/react";
import { createFormat, type Format } from "@/lib/format";

const ZoneContext = createContext("UTC");

/** Everything below shows times in this IANA zone. */
export function ZoneProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return <ZoneContext.Provider value={timeZone}>{children}</ZoneContext.Provider>;
}

/** The formatter of the person's language and the project's zone. */
export function useFormat(): Format {
  return createFormat(useLocale(), useContext(ZoneContext));
}
