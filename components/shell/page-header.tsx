import type { ReactNode } from "react";

export type PageHeaderProps = { title: ReactNode; lead?: ReactNode; actions?: ReactNode };

/** Title of a page, one line about it, and what can be done there. */
export function PageHeader({ title, lead, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-6 pb-4">
      <div className="min-w-0">
        <h1 className="text-2xl">{title}</h1>
        {lead ? <p className="mt-1 max-w-prose text-ink-3 text-sm">{lead}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </header>
  );
}

/** Width and margins of a page's content. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className="mx-auto w-full max-w-[1440px] px-4 pb-12 sm:px-7">{children}</div>;
}
