import type { Arrival } from "./arrival";
import { type Asked, ask } from "./ask";
import { type Measurements, testHeader } from "./measurements";

type Measured<K extends keyof Measurements> = NonNullable<Measurements[K]>;

const answerWithinMs = 8_000;
const roundTrips = 3;
export const heldMs = 10_000;
const heldAtOnce = 4;
const heldAtOnceMs = 1_000;

/** The first includes making the connection, so it is made, and not counted. */
export async function measureReach(signal: AbortSignal): Promise<Measured<"reach">> {
  const first = await ask("wait", { timeoutMs: answerWithinMs, signal });
  const roundTripsMs: number[] = [];
  for (let n = 0; n < roundTrips && first.status === 200; n += 1) {
    roundTripsMs.push((await ask("wait", { timeoutMs: answerWithinMs, signal })).tookMs);
  }
  return { status: first.status, roundTripsMs };
}

/** Null when what answered wasn't Deskside. */
export async function measureArrival(signal: AbortSignal): Promise<Measurements["arrival"]> {
  const askedAt = Date.now();
  const asked = await ask("arrival", {
    headers: { "Last-Event-ID": testHeader, "Idempotency-Key": testHeader },
    timeoutMs: answerWithinMs,
    signal,
  });
  if (!isArrival(asked.body)) return undefined;
  return {
    arrived: asked.body.arrival,
    scheme: location.protocol.replace(":", ""),
    protocol: protocolOfPage(),
    skewMs: Math.round(Date.parse(asked.body.serverTime) - (askedAt + asked.tookMs / 2)),
    requestIdCame: asked.headers.has("X-Request-Id"),
  };
}

function isArrival(body: unknown): body is { arrival: Arrival; serverTime: string } {
  return typeof body === "object" && body !== null && "arrival" in body && "serverTime" in body;
}

/** E.g. "h2"; browsers that don't tell say "". */
function protocolOfPage(): string | null {
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return page?.nextHopProtocol || null;
}

export async function measureLongPoll(signal: AbortSignal): Promise<Measured<"longPoll">> {
  const path = `wait?seconds=${String(heldMs / 1_000)}`;
  const { status, tookMs } = await ask(path, { timeoutMs: heldMs + answerWithinMs, signal });
  return { askedMs: heldMs, tookMs, status };
}

export async function measureShortPoll(signal: AbortSignal): Promise<Measured<"shortPoll">> {
  const first = await ask("wait", { timeoutMs: answerWithinMs, signal });
  const headers = { "If-None-Match": first.headers.get("ETag") ?? '"none"' };
  const second = await ask("wait", { headers, timeoutMs: answerWithinMs, signal });
  return { first: first.status, second: second.status };
}

/** Requests that are held equally long all take that long, unless some had to wait for others. */
export async function measureConnections(signal: AbortSignal): Promise<Measured<"connections">> {
  const path = `wait?seconds=${String(heldAtOnceMs / 1_000)}`;
  const options = { timeoutMs: answerWithinMs, signal };
  const all = await Promise.all(Array.from({ length: heldAtOnce }, () => ask(path, options)));
  const inTime = all.filter((asked) => asked.status === 200 && isFirstWave(asked, all));
  return { asked: heldAtOnce, atOnce: inTime.length };
}

function isFirstWave({ tookMs }: Asked, all: readonly Asked[]): boolean {
  const fastest = Math.min(...all.map((asked) => asked.tookMs));
  return tookMs < fastest + heldAtOnceMs * 0.7;
}
