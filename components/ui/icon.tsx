import type { SVGProps } from "react";

/** Drawn on a 16-pixel grid with a 1.5 stroke. */
const PATHS = {
  alert: "M8 2.5 14.2 13.5H1.8L8 2.5ZM8 6.5v3.2M8 11.6v.2",
  arrowDown: "M8 3v10M4 9l4 4 4-4",
  arrowUp: "M8 13V3M4 7l4-4 4 4",
  calendar: "M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.2v2.6M10.5 2.2v2.6",
  chart: "M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V6",
  check: "m3 8.5 3.2 3.2L13 4.8",
  chevronDown: "m4 6 4 4 4-4",
  chevronLeft: "m10 4-4 4 4 4",
  chevronRight: "m6 4 4 4-4 4",
  chevronUp: "m4 10 4-4 4 4",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  data: "M2.5 4c0-1 2.5-1.8 5.5-1.8s5.5.8 5.5 1.8-2.5 1.8-5.5 1.8S2.5 5 2.5 4ZM2.5 4v8c0 1 2.5 1.8 5.5 1.8s5.5-.8 5.5-1.8V4M2.5 8c0 1 2.5 1.8 5.5 1.8s5.5-.8 5.5-1.8",
  download: "M8 2.5v7.5M4.8 7.2 8 10.4l3.2-3.2M2.5 13.5h11",
  edit: "m10.5 3 2.5 2.5L6 12.5l-3 .5.5-3L10.5 3Z",
  expand: "M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5 9.3 6.7M2.5 13.5l4.2-4.2",
  external: "M7 3.5H3.5v9h9V9M9.5 2.5h4v4M13.3 2.7 7.5 8.5",
  filter: "M2 4h12M4.5 8h7M6.5 12h3",
  globe: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2.2 8h11.6M8 2c2 2 2.5 4 2.5 6S10 12 8 14c-2-2-2.5-4-2.5-6S6 4 8 2Z",
  heart: "M8 13.2C4.5 10.6 2.5 8.7 2.5 6.3A2.8 2.8 0 0 1 8 5.1a2.8 2.8 0 0 1 5.5 1.2c0 2.4-2 4.3-5.5 6.9Z",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.4v3.6M8 5.1v.2",
  keyboard: "M1.8 4h12.4v8H1.8zM4.2 6.6h.2M6.7 6.6h.2M9.2 6.6h.2M11.6 6.6h.2M5 9.6h6",
  link: "m6.7 9.3 2.6-2.6M7.5 4.6 9 3.1a2.7 2.7 0 0 1 3.9 3.9l-1.5 1.5M8.5 11.4 7 12.9A2.7 2.7 0 0 1 3.1 9l1.5-1.5",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  minus: "M3.5 8h9",
  more: "M3.5 8h.2M8 8h.2M12.4 8h.2",
  panelLeft: "M2.5 3h11v10h-11zM6 3v10",
  plus: "M8 3.5v9M3.5 8h9",
  posts: "M2.5 3.5h11v7.5H8l-3 2.5V11H2.5v-7.5ZM5 6h6M5 8.4h4",
  refresh: "M13 8a5 5 0 1 1-1.5-3.6M13.2 2.4v2.8h-2.8",
  reply: "M6.5 4 3 7.5 6.5 11M3.2 7.5H9a4 4 0 0 1 4 4v1",
  repost: "M4 6V4.8h7.5v5M4.5 10v1.2H12M2.2 6.8 4 5l1.8 1.8M9.8 9.2 11.5 11l1.8-1.8",
  search: "M7 11.8a4.8 4.8 0 1 0 0-9.6 4.8 4.8 0 0 0 0 9.6ZM10.6 10.6l3.2 3.2",
  settings:
    "M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.2 6.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM5.8 13.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z",
  table: "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.5 3v10",
  tag: "M8.5 2.5h5v5l-6.2 6.2-5-5 6.2-6.2ZM11 5h.2",
  topics: "M2.5 6h10.8M2.7 10h10.8M6.4 2.5 5 13.5M11 2.5 9.6 13.5",
  trash: "M3 4.5h10M6 4.5V3h4v1.5M4.3 4.5l.6 8.5h6.2l.6-8.5M6.7 7v3.5M9.3 7v3.5",
  undo: "M5.5 3 2.5 6l3 3M2.8 6H10a3.2 3.2 0 0 1 0 6.5H6",
  upload: "M8 10V2.6M4.8 5.6 8 2.4l3.2 3.2M2.5 13.5h11",
  user: "M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8ZM2.8 13.5c.6-2.3 2.6-3.6 5.2-3.6s4.6 1.3 5.2 3.6",
  x: "m4 4 8 8M12 4l-8 8",
} as const;

export type IconName = keyof typeof PATHS;
export type IconProps = { name: IconName; size?: number } & Omit<SVGProps<SVGSVGElement>, "name">;

/** Always decoration: the words beside it, or the label of its button, say what it means. */
export function Icon({ name, size = 16, ...rest }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "more" ? 2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...rest}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
