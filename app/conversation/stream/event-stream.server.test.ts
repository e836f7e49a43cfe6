import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { pino } from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { createInProcessEventBus } from "~/adapters/in-process-event-bus.server";
import { createInProcessPresence } from "~/adapters/in-process-presence.server";
import { createMetrics } from "~/lib/metrics.server";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";
import { createEventHub } from "./event-hub.server";
import { openEventStream } from "./event-stream.server";
import type { EphemeralEvent } from "../events";

const id = "session";
const clock = { now: () => new Date(0) };
const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0)) one();
});

/** A response whose socket is full when the test says so. */
function createSocket() {
  const written: string[] = [];
  const socket = Object.assign(new EventEmitter(), {
    ...{ writableEnded: false, destroyed: false, writableNeedDrain: false, writableLength: 0 },
    write(text: string) {
      written.push(text);
      return !socket.writableNeedDrain;
    },
    end() {
      socket.writableEnded = true;
    },
    destroy() {
      socket.destroyed = true;
      socket.emit("close");
    },
    free() {
      socket.writableNeedDrain = false;
      socket.emit("drain");
    },
  });
  undo.push(() => socket.emit("close"));
  return { socket, written };
}

function open() {
  const metrics = createMetrics();
  const bus = createInProcessEventBus();
  const presence = createInProcessPresence();
  const hub = createEventHub({ sql: () => Promise.resolve([]), bus, presence, clock, metrics });
  const services = { hub, metrics, clock, log: pino({ level: "silent" }) } as unknown as Services;
  const viewer = { id: "user", name: "Alex Morgan", role: "trainee", authSessionId: "sign-in" };
  const session = { id, head: 0, epoch: "epoch", participants: [], viewer };
  const { socket, written } = createSocket();
  const answer = socket as unknown as ServerResponse;
  openEventStream(services, session as unknown as AccessedSession, answer, null);
  const publish = (event: EphemeralEvent) => bus.publish([{ sessionId: id, event }]);
  return {
    socket,
    hub,
    publish,
    told: () => written.filter((text) => text.includes("receipt.changed")),
  };
}

const receipt = (readSeq: number): EphemeralEvent => ({
  type: "receipt.changed",
  data: { role: "customer", deliveredSeq: 9, readSeq },
});

test("how far others have read is told when the socket takes more again, once and as it is then", async () => {
  const { socket, publish, told } = open();
  await publish(receipt(1));
  expect(told()).toHaveLength(1);
  socket.writableNeedDrain = true;
  await publish(receipt(2));
  await publish(receipt(3));
  expect(told()).toHaveLength(1);
  socket.free();
  expect(told()).toHaveLength(2);
  expect(told()[1]).toContain('"readSeq":3');
  socket.free();
  expect(told()).toHaveLength(2);
});

test("a reader that doesn't even take the end of its stream is cut, and nothing of it stays", () => {
  vi.useFakeTimers();
  undo.push(() => vi.useRealTimers());
  const { socket, hub } = open();
  for (const reader of hub.served().get(id) ?? []) reader.end();
  vi.advanceTimersByTime(9_000);
  expect([socket.destroyed, hub.served().size]).toEqual([false, 1]);
  vi.advanceTimersByTime(2_000);
  expect([socket.destroyed, hub.served().size]).toEqual([true, 0]);
});
