"use client";

import { Toast } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "./button";
import { cx } from "./cx";

export type Notice = {
  title: ReactNode;
  detail?: ReactNode;
  tone?: "plain" | "danger";
  /** One thing to do about it, such as undo. */
  action?: { label: string; onClick: () => void };
};
type Shown = Notice & { id: number };

const ToastContext = createContext<(notice: Notice) => void>(() => undefined);

/** Shows a notice: `const toast = useToast(); toast({ title: t("saved") })`. */
export function useToast() {
  return useContext(ToastContext);
}

/** Once, near the root. Notices are announced politely, errors at once. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  const [notices, setNotices] = useState<readonly Shown[]>([]);
  const nextId = useRef(1);
  const show = useCallback((notice: Notice) => {
    const id = nextId.current++;
    setNotices((now) => [...now.slice(-2), { ...notice, id }]);
  }, []);
  const drop = (id: number) => setNotices((now) => now.filter((notice) => notice.id !== id));
  return (
    <ToastContext.Provider value={useMemo(() => show, [show])}>
      <Toast.Provider label={t("notifications")} swipeDirection="right" duration={6_000}>
        {children}
        {notices.map((notice) => (
          <Toast.Root
            key={notice.id}
            type={notice.tone === "danger" ? "foreground" : "background"}
            onOpenChange={(open) => !open && drop(notice.id)}
            className={cx(
              "floating pop flex items-start gap-3 py-2.5 pr-2 pl-3.5",
              notice.tone === "danger" && "border-danger",
            )}
          >
            <div className="min-w-0 flex-1">
              <Toast.Title className={cx("font-medium text-sm", notice.tone === "danger" && "text-danger")}>
                {notice.title}
              </Toast.Title>
              {notice.detail ? (
                <Toast.Description className="text-ink-2 text-xs">{notice.detail}</Toast.Description>
              ) : null}
            </div>
            {notice.action ? (
              <Toast.Action asChild altText={notice.action.label}>
                <button
                  type="button"
                  className="shrink-0 font-semibold text-signal text-sm"
                  onClick={notice.action.onClick}
                >
                  {notice.action.label}
                </button>
              </Toast.Action>
            ) : null}
            <Toast.Close asChild>
              <IconButton icon="x" label={t("dismiss")} />
            </Toast.Close>
          </Toast.Root>
        ))}
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 flex w-88 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none" />
      </Toast.Provider>
    </ToastContext.Provider>
  );
}
