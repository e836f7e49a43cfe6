import { classNames } from "./class-names";

/** Our own set, drawn on 20 × 20 with strokes of 1.6. Decoration: the text beside it speaks. */
const paths = {
  alert: "M10 3 18 17H2L10 3Zm0 5v4m0 2.5v.01",
  arrowDown: "M10 4v12m-5-5 5 5 5-5",
  arrowRight: "M4 10h12m-5-5 5 5-5 5",
  book: "M10 5c-2-1.5-5-1.5-7-1v12c2-.5 5-.5 7 1m0-12c2-1.5 5-1.5 7-1v12c-2-.5-5-.5-7 1m0-12v12",
  chat: "M3 4h14v10H9l-4 3v-3H3V4Z",
  chart: "M3 17h14M5 13v1m4-6v6m4-9v9m3-4v4",
  check: "m4 10.5 4 4 8-9",
  checkTwice: "m1.5 10.5 4 4 7-9m-2.5 8 1.5 1 7-9",
  chevronLeft: "m12.5 4-6 6 6 6",
  chevronRight: "m7.5 4 6 6-6 6",
  clock: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15Zm0 3.5v4l3 2",
  cross: "m5 5 10 10M15 5 5 15",
  device: "M3 4h14v9H3V4Zm4 13h6m-3-4v4",
  eye: "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Zm8-2.2a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z",
  flag: "M5 17V3h10l-2 3.5 2 3.5H5",
  info: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM10 9v5m0-7.5v.01",
  key: "M12.5 3a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM9 11l-6 6m2.5-2.5L8 17",
  list: "M7 5h10M7 10h10M7 15h10M3 5h.01M3 10h.01M3 15h.01",
  pencil: "m4 16 .8-3.5L13 4l3 3-8.5 8.2L4 16Z",
  person: "M10 3a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM3.5 17c.5-3.5 3-5 6.5-5s6 1.5 6.5 5",
  refresh: "M16 6.5A7 7 0 1 0 17 11m-1-8v4h-4",
  search: "M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3Zm4.5 10.5L17 17",
  send: "M3 10 17 4l-4 13-3-5.5L3 10Zm7 1.5L17 4",
  signOut: "M8 3H4v14h4m4-11 4 4-4 4m4-4H8",
  star: "m10 2.8 2.2 4.6 5 .7-3.6 3.5.9 5-4.5-2.4-4.5 2.4.9-5L2.8 8.1l5-.7L10 2.8Z",
  ticket: "M3 6h14v3a1.5 1.5 0 0 0 0 3v3H3v-3a1.5 1.5 0 0 0 0-3V6Zm9 0v9",
  tool: "M12.5 3a4 4 0 0 0-3.7 5.4L3 14.2 5.8 17l5.8-5.8A4 4 0 0 0 17 6.3L14.2 9 11 5.8 13.7 3a4 4 0 0 0-1.2 0Z",
  trend: "m3 14 5-5 3 3 6-7m-4.5 0H17v4.5",
  wifiOff:
    "M3 3l14 14M2 7.5C4 5.8 6.3 4.8 8.6 4.6M18 7.5a12 12 0 0 0-6-2.8M5 11c1.2-1 2.5-1.7 4-1.9m6 1.9-1.5-1M10 15.5v.01",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, className = "" }: { name: IconName; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={classNames("shrink-0", !/\bh-/u.test(className) && "h-5 w-5", className)}
    >
      <path d={paths[name]} />
    </svg>
  );
}
