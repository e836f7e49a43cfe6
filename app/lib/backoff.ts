const baseMs = 500;
const capMs = 30_000;

/** A number in [0, 1), as `Math.random` gives. */
export type Random = () => number;

/**
 * Milliseconds to wait before another attempt: anywhere between half a second
 * and a bound that doubles with each failure up to 30 s ("full jitter"), so that
 * a thousand clients cut off together do not come back together.
 * `failures` is how many attempts in a row have failed, from 1.
 */
export function backoffMs(failures: number, random: Random): number {
  const doublings = Math.min(Math.max(failures, 1), 16);
  const bound = Math.min(capMs, baseMs * 2 ** doublings);
  return Math.round(baseMs + random() * (bound - baseMs));
}

/**
 * As long as the server asked for, and up to a quarter (at least a second) more:
 * everyone was told the same time, so coming back on the dot would be a herd.
 */
export function afterRetryAfterMs(retryAfterMs: number, random: Random): number {
  return Math.round(retryAfterMs + random() * Math.max(1_000, retryAfterMs / 4));
}

/** The one to use when an answer may have carried `Retry-After`. */
export function retryDelayMs(
  failures: number,
  retryAfterMs: number | null,
  random: Random,
): number {
  return retryAfterMs === null
    ? backoffMs(failures, random)
    : afterRetryAfterMs(retryAfterMs, random);
}

/**
 * The header `Retry-After` (seconds or an HTTP date) in milliseconds from `now`;
 * null when it is missing or unreadable. Never more than ten minutes: a broken
 * proxy must not silence a client for a day.
 */
export function parseRetryAfterMs(header: string | null, now: number): number | null {
  if (header === null || header.trim() === "") return null;
  const ms = /^\d+$/.test(header.trim())
    ? Number(header) * 1_000
    : new Date(header).getTime() - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), 600_000);
}
