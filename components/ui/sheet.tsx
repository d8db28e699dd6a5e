"use client";

import { Dialog, Popover } from "radix-ui";
import { type ReactNode, type RefObject, useId, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "./button";
import { Scroller } from "./scroller";

const WIDE = "(min-width: 40rem)";

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}

export type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What it floats beside on a wide screen; focus goes back to the first button inside. */
  anchor: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/** An explanation with a heading: floats beside what it explains, and comes up from the lower edge of a phone. */
export function Sheet(props: SheetProps) {
  const isWide = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
  return isWide ? <WideSheet {...props} /> : <PhoneSheet {...props} />;
}

function useReturn(anchor: SheetProps["anchor"]) {
  return (event: Event) => {
    event.preventDefault();
    anchor.current?.querySelector("button")?.focus();
  };
}

function WideSheet({ open, onOpenChange, title, anchor, children }: SheetProps) {
  const titleId = useId();
  const goBack = useReturn(anchor);
  return (
    <Popover.Root modal open={open} onOpenChange={onOpenChange}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          aria-labelledby={titleId}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={goBack}
          className="floating pop z-50 flex max-h-[min(var(--radix-popover-content-available-height),40rem)] w-[30rem] max-w-[calc(100vw-1rem)] flex-col text-sm"
        >
          <Body titleId={titleId} title={<h2>{title}</h2>} onClose={() => onOpenChange(false)}>
            {children}
          </Body>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function PhoneSheet({ open, onOpenChange, title, anchor, children }: SheetProps) {
  const titleId = useId();
  const goBack = useReturn(anchor);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil fixed inset-0 z-40 bg-[rgb(15_17_20/45%)]" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={goBack}
          className="floating pop fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] flex-col rounded-b-none border-x-0 border-b-0 text-sm"
        >
          <Body titleId={titleId} title={<Dialog.Title>{title}</Dialog.Title>} onClose={() => onOpenChange(false)}>
            {children}
          </Body>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type BodyProps = { titleId: string; title: ReactNode; onClose: () => void; children: ReactNode };

function Body({ titleId, title, onClose, children }: BodyProps) {
  const t = useTranslations("common");
  return (
    <>
      <header className="flex items-start gap-3 border-line border-b px-4 py-2.5">
        <div id={titleId} className="min-w-0 flex-1 text-lg leading-7">
          {title}
        </div>
        <IconButton icon="x" label={t("close")} className="-mr-1.5" onClick={onClose} />
      </header>
      <Scroller labelledBy={titleId} className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
        <div>{children}</div>
      </Scroller>
    </>
  );
}
