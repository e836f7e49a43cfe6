import type { Metrics } from "~/lib/metrics.server";
import type { Clock } from "~/ports/clock";
import type { DurableEvent } from "./events";

/** An event older than this when it is first sent is a replay, not a delivery. */
const freshMs = 30_000;
const rememberedEvents = 5_000;

/** Times an event's way: from the commit to the first socket, from there to the browser's receipt. */
export type DeliveryTimes = {
  noteSent(sessionId: string, event: DurableEvent): void;
  noteReceipt(sessionId: string, deliveredSeq: number): void;
};

export function createDeliveryTimes(metrics: Metrics, clock: Clock): DeliveryTimes {
  const sent = new Map<string, number>();
  return {
    noteSent(sessionId, event) {
      const now = clock.now().getTime();
      const age = now - Date.parse("at" in event.data ? event.data.at : event.data.createdAt);
      if (age > freshMs) return;
      metrics.commitToSocket.observe(age);
      sent.set(`${sessionId}:${String(event.data.seq)}`, now);
      const [oldest] = sent.keys();
      if (sent.size > rememberedEvents && oldest !== undefined) sent.delete(oldest);
    },
    noteReceipt(sessionId, deliveredSeq) {
      const key = `${sessionId}:${String(deliveredSeq)}`;
      const at = sent.get(key);
      if (at === undefined) return;
      sent.delete(key);
      metrics.socketToReceipt.observe(clock.now().getTime() - at);
    },
  };
}
