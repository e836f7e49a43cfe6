import { formatDateTime, formatTime } from "./time-format";
import { useKnownTimeZone, useTimeZone } from "./use-time-zone";

type LocalTimeProps = { at: string; show?: "time" | "date-time"; className?: string };

/** An absolute time in the reader's zone; in UTC, and saying so, where no script runs. */
export function LocalTime({ at, show = "time", className }: LocalTimeProps) {
  const zone = useTimeZone();
  const known = useKnownTimeZone();
  const text = show === "time" ? formatTime(at, zone) : formatDateTime(at, zone);
  return (
    <time dateTime={at} className={className}>
      {known ? text : `${text} UTC`}
    </time>
  );
}
