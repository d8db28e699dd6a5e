"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { cx } from "./cx";

export type ScrollerProps = {
  /** Id of the element that names what scrolls. */
  labelledBy: string;
  className?: string;
  children: ReactNode;
};

/** Scrolls inside itself; a stop of the Tab key only while there is something to scroll. */
export function Scroller({ labelledBy, className, children }: ScrollerProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isScrollable, setIsScrollable] = useState(false);
  // The layout is the outside system.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () =>
      setIsScrollable(element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    measure();
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className={cx("relative", className)}
      {...(isScrollable ? { role: "group", "aria-labelledby": labelledBy, tabIndex: 0 } : {})}
    >
      {children}
    </div>
  );
}
