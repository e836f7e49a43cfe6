import { browserClock } from "../browser-clock";
import { createConnection } from "./connection";
import { type Rung, rungs } from "./ladder";
import type { Closed, Transport, TransportHandlers } from "./transport";

export type Opened = { rung: Rung; handlers: TransportHandlers; signal: AbortSignal };

/** A started connection over transports that do what a test says; for tests. */
export function stageConnection() {
  const opened: Opened[] = [];
  const scene = { opened, label: "", catchUps: 0 };
  const transport = (rung: Rung) => ({
    start: (_: string, handlers: TransportHandlers, signal: AbortSignal) => {
      opened.push({ rung, handlers, signal });
    },
  });
  const memory = { rung: null as Rung | null };
  const connection = createConnection({
    transports: Object.fromEntries(rungs.map((rung) => [rung, transport(rung)])) as Record<
      Rung,
      Transport
    >,
    memory: {
      read: () => memory.rung,
      keep: (rung) => (memory.rung = rung),
      forget: () => (memory.rung = null),
    },
    cursor: () => "e1:1",
    frame: () => undefined,
    catchUp: () => (scene.catchUps += 1),
    changed: (_, label) => (scene.label = label),
    clock: browserClock,
    random: () => 0.5,
  });
  connection.signal({ type: "start" });
  const last = () => opened.at(-1);
  const beat = () => last()?.handlers.frame({ type: "heartbeat", data: { head: 1 } });
  const greet = () => {
    last()?.handlers.frame({ type: "hello", data: { heartbeatMs: 10_000 } });
    beat();
    beat();
  };
  const close = (why: Closed = { status: 0, retryAfterMs: null }) => last()?.handlers.closed(why);
  const openRungs = () =>
    opened.flatMap(({ rung, signal }) => (signal.aborted ? [] : [rung])).sort();
  return { scene, connection, greet, beat, close, last, memory, openRungs };
}
