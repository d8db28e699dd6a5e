"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { readView, type ViewState, writeView } from "@/lib/client/view-state";

export type ViewControl = {
  view: ViewState;
  /** Changes the view; each change is an entry of the browser's history. */
  change: (next: Partial<ViewState>) => void;
};

/** The view that the page's address holds: filter, range, comparison, order. */
export function useView(): ViewControl {
  const params = useSearchParams();
  const pathname = usePathname();
  const view = useMemo(() => readView(new URLSearchParams(params)), [params]);
  const change = useCallback(
    (next: Partial<ViewState>) => {
      const search = writeView({ ...view, ...next });
      window.history.pushState(null, "", search ? `${pathname}?${search}` : pathname);
    },
    [view, pathname],
  );
  return { view, change };
}
