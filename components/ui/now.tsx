"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { useFormat } from "./use-format";

const TICK_MS = 20_000;
const ServerNow = createContext(0);

let current = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}
function snapshot() {
  if (current === 0) current = Date.now();
  return current;
}

/** `nowMs` is the server's clock at render, so that the first paint agrees on both sides. */
export function NowProvider({ nowMs, children }: { nowMs: number; children: ReactNode }) {
  return <ServerNow.Provider value={nowMs}>{children}</ServerNow.Provider>;
}

/** The page's clock in epoch milliseconds; moves every 20 seconds. */
export function useNow(): number {
  const serverNow = useContext(ServerNow);
  return useSyncExternalStore(subscribe, snapshot, () => serverNow);
}

/** "3 min ago", with the absolute time and zone on hover and for readers. What the page's slower clock has not reached yet is "now". */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const format = useFormat();
  const now = useNow();
  return (
    <time dateTime={at} title={format.dateTimeZone(at)} className={className} suppressHydrationWarning>
      {format.relative(at, Math.max(now, Date.parse(at)))}
    </time>
  );
}
