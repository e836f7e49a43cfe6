import { formatDateTime, formatTime, formatTimeToSecond } from "./time-format";
import { useKnownTimeZone, useTimeZone } from "./use-time-zone";

const formats = {
  time: formatTime,
  second: formatTimeToSecond,
  "date-time": formatDateTime,
};

type LocalTimeProps = { at: string; show?: keyof typeof formats; className?: string };

/** An absolute time in the reader's zone; in UTC, and saying so, where no script runs. */
export function LocalTime({ at, show = "time", className }: LocalTimeProps) {
  const zone = useTimeZone();
  const known = useKnownTimeZone();
  const text = formats[show](at, zone);
  return (
    <time dateTime={at} className={className}>
      {known ? text : `${text} UTC`}
    </time>
  );
}
