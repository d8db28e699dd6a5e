"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";
import { matchKey, pressName, SEQUENCE_MS } from "./hotkey-match";

export type Bindings = Readonly<Record<string, (() => void) | undefined>>;
type Registry = { add: (bindings: { current: Bindings }) => () => void };

const RegistryContext = createContext<Registry>({ add: () => () => undefined });

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
function isSomethingOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null;
}

/** Once, near the root: one listener for the whole page. */
export function HotkeyProvider({ children }: { children: ReactNode }) {
  const sources = useRef(new Set<{ current: Bindings }>());
  const waiting = useRef<{ key: string; since: number } | null>(null);

  // The keyboard is the outside system.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const mod = event.ctrlKey || event.metaKey;
      const name = pressName({ key: event.key, mod, alt: event.altKey });
      if (name === null || (!mod && isTyping(event.target)) || isSomethingOpen()) return;
      const all = new Map<string, () => void>();
      for (const source of sources.current)
        for (const [keys, run] of Object.entries(source.current)) if (run) all.set(keys, run);
      const held = waiting.current;
      const fresh = held && event.timeStamp - held.since < SEQUENCE_MS ? held.key : null;
      const match = matchKey(new Set(all.keys()), fresh, name);
      waiting.current = match.waiting === null ? null : { key: match.waiting, since: event.timeStamp };
      if (match.run === null) return;
      event.preventDefault();
      all.get(match.run)?.();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  const registry = useMemo<Registry>(
    () => ({
      add: (bindings) => {
        sources.current.add(bindings);
        return () => sources.current.delete(bindings);
      },
    }),
    [],
  );
  return <RegistryContext.Provider value={registry}>{children}</RegistryContext.Provider>;
}

/** Binds keys while the component is shown: `useHotkeys({ "g o": open, j: next })`. Later ones win; typing is left alone. */
export function useHotkeys(bindings: Bindings): void {
  const { add } = useContext(RegistryContext);
  const latest = useRef(bindings);
  // The registry is the outside system; the ref keeps it at the newest closures.
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => add(latest), [add]);
}
