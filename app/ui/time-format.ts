/**
 * Times as people read them. Formats are put together from numbers, so that the
 * server's and the browser's ICU data can't disagree about them.
 */

type Parts = { year: number; month: number; day: number; hour: string; minute: string };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}

function partsOf(iso: string, timeZone: string): Parts {
  const found: Record<string, string> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(new Date(iso))) {
    found[type] = value;
  }
  return {
    year: Number(found["year"]),
    month: Number(found["month"]),
    day: Number(found["day"]),
    hour: found["hour"] ?? "",
    minute: found["minute"] ?? "",
  };
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const weekdays = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

/** `10:42`, in the given IANA time zone. */
export function formatTime(iso: string, timeZone: string): string {
  const { hour, minute } = partsOf(iso, timeZone);
  return `${hour}:${minute}`;
}

/** `10:42:05`; no zone is off by parts of a minute. */
export function formatTimeToSecond(iso: string, timeZone: string): string {
  return `${formatTime(iso, timeZone)}:${new Date(iso).toISOString().slice(17, 19)}`;
}

/** `Tuesday 4 March 2025`. */
export function formatDay(iso: string, timeZone: string): string {
  const { year, month, day } = partsOf(iso, timeZone);
  const weekday = weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? "";
  return `${weekday} ${day} ${months[month - 1] ?? ""} ${year}`;
}

/** `4 Mar 2025, 10:42`. */
export function formatDateTime(iso: string, timeZone: string): string {
  const { year, month, day, hour, minute } = partsOf(iso, timeZone);
  return `${day} ${(months[month - 1] ?? "").slice(0, 3)} ${year}, ${hour}:${minute}`;
}

/** `2025-03-04`: equal for two times on the same day of that zone. */
export function dayKey(iso: string, timeZone: string): string {
  const { year, month, day } = partsOf(iso, timeZone);
  return [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

/**
 * A length of time in its two largest units: `45 s`, `3 min 20 s`, `2 h 5 min`.
 * Above ten minutes seconds are left out.
 */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes >= 60) return joinUnits(Math.floor(minutes / 60), "h", minutes % 60, "min");
  return joinUnits(minutes, "min", minutes < 10 ? whole % 60 : 0, "s");
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
