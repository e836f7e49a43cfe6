import type { Estimate } from "../percentile";

/** `0.4 ms`, `12 ms`, `3.2 s`: two digits are all that an estimate from buckets is good for. */
export function formatMs(ms: number): string {
  if (ms >= 999.5) return `${twoDigits(ms / 1_000)} s`;
  return ms > 0 && ms < 0.1 ? "under 0.1 ms" : `${twoDigits(ms)} ms`;
}

function twoDigits(value: number): string {
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return String(rounded);
}

export function formatEstimate({ value, over }: Estimate): string {
  return over ? `over ${formatMs(value)}` : formatMs(value);
}

/** `96 MB`, in units of 1,000 as prices and disks have them. */
export function formatBytes(bytes: number): string {
  return bytes >= 1e9 ? `${twoDigits(bytes / 1e9)} GB` : `${twoDigits(bytes / 1e6)} MB`;
}

/** `12,345`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/gu, ",");
}

/** `4 %`, `0.3 %`. */
export function formatShare(share: number): string {
  return `${twoDigits(share * 100)} %`;
}
