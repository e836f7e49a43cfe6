import type { Arrival } from "./arrival";

type Arrived = {
  httpVersion: string;
  /** As the trusted proxies report it. */
  origin: string;
  header: (name: string) => string | null | undefined;
};

/** More than a chain of proxies ever has, and little enough to show. */
const mostProxies = 10;
const longestName = 100;

/** Nothing that isn't the caller's own, and no addresses: only how many there are. */
export function readArrival({ httpVersion, origin, header }: Arrived): Arrival {
  return {
    httpVersion,
    scheme: origin.startsWith("https:") ? "https" : "http",
    via: partsOf(header("via")).map((name) => name.slice(0, longestName)),
    forwardedFor: partsOf(header("x-forwarded-for")).length,
    cookies: /(^|[\s;])(__Host-)?deskside-/.test(header("cookie") ?? ""),
    acceptsCompression: /\b(gzip|br|zstd)\b/.test(header("accept-encoding") ?? ""),
    lastEventId: shortened(header("last-event-id")),
    idempotencyKey: shortened(header("idempotency-key")),
  };
}

function partsOf(header: string | null | undefined): string[] {
  const parts = (header ?? "").split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "").slice(0, mostProxies);
}

function shortened(header: string | null | undefined): string | null {
  return header ? header.slice(0, longestName) : null;
}
