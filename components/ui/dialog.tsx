"use client";

import { AlertDialog, Dialog as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl/react";
import { Button, IconButton } from "./button";
import { cx } from "./cx";
import { Scroller } from "./scroller";

const WIDTHS = {
  sm: "sm:max-w-md",
  md: "sm:max-w-xl",
  lg: "sm:max-w-3xl",
  full: "sm:max-w-[calc(100vw-4rem)]",
} as const;

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the foot. */
  footer?: ReactNode;
  width?: keyof typeof WIDTHS;
  children: ReactNode;
};

/** A task of its own above the page. Escape and the close button leave it; focus goes back where it came from. */
export function Dialog({ open, onOpenChange, title, description, footer, width = "md", children }: DialogProps) {
  const t = useTranslations("common");
  const titleId = useId();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="veil fixed inset-0 z-40 bg-[rgb(15_17_20/45%)]" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "floating pop fixed z-50 flex max-h-[calc(100dvh-4rem)] flex-col",
            "inset-x-3 top-1/2 mx-auto -translate-y-1/2",
            WIDTHS[width],
          )}
        >
          <header className="flex items-start gap-3 border-line border-b px-5 py-3.5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg leading-6">
                <span id={titleId}>{title}</span>
              </Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-ink-3 text-sm">{description}</Radix.Description>
              ) : null}
            </div>
            <Radix.Close asChild>
              <IconButton icon="x" label={t("close")} className="-mr-1.5" />
            </Radix.Close>
          </header>
          <Scroller labelledBy={titleId} className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
            <div>{children}</div>
          </Scroller>
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</footer>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** The verb of the button that does it. */
  action: ReactNode;
  onConfirm: () => void;
  busy?: boolean;
  isDangerous?: boolean;
};

/** Asks before what cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, description, action, onConfirm, busy = false, isDangerous = true } = props;
  const t = useTranslations("common");
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="veil fixed inset-0 z-40 bg-[rgb(15_17_20/45%)]" />
        <AlertDialog.Content className="floating pop fixed inset-x-3 top-1/2 z-50 mx-auto -translate-y-1/2 p-5 sm:max-w-md">
          <AlertDialog.Title className="text-lg leading-6">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-ink-2 text-sm">{description}</AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{t("cancel")}</Button>
            </AlertDialog.Cancel>
            <Button variant={isDangerous ? "danger" : "primary"} busy={busy} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
