import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { browserClock } from "./browser-clock";
import { createConnection } from "./connection";
import type { Rung } from "./connection-types";
import type { Closed, TransportHandlers } from "./transport";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Opened = { rung: Rung; handlers: TransportHandlers; signal: AbortSignal };

function createScene() {
  const opened: Opened[] = [];
  const scene = { opened, label: "", catchUps: 0 };
  const transport = (rung: Rung) => ({
    start: (_: string, handlers: TransportHandlers, signal: AbortSignal) => {
      opened.push({ rung, handlers, signal });
    },
  });
  const connection = createConnection({
    transports: { stream: transport("stream"), poll: transport("poll") },
    cursor: () => "e1:1",
    frame: () => undefined,
    catchUp: () => (scene.catchUps += 1),
    changed: (_, label) => (scene.label = label),
    clock: browserClock,
    random: () => 0.5,
  });
  connection.signal({ type: "start" });
  const last = () => opened.at(-1);
  const greet = () => {
    last()?.handlers.frame({ type: "hello", data: { heartbeatMs: 10_000 } });
    last()?.handlers.frame({ type: "heartbeat", data: { head: 1 } });
  };
  const close = (why: Closed = { status: 0, retryAfterMs: null }) => last()?.handlers.closed(why);
  return { scene, connection, greet, close, last };
}

describe("what people are told", () => {
  test("nothing at first, then Connected", () => {
    const { scene, greet } = createScene();
    expect(scene.label).toBe("connecting");
    greet();
    expect(scene.label).toBe("connected");
  });

  test("a server that can't be reached at first is told after five seconds", () => {
    const { scene, close } = createScene();
    close();
    vi.advanceTimersByTime(4_999);
    expect(scene.label).toBe("connecting");
    vi.advanceTimersByTime(1);
    expect(scene.label).toBe("reconnecting");
  });

  test("back online it says Reconnecting rather than Offline, until it is connected", () => {
    const { scene, connection, greet } = createScene();
    greet();
    connection.signal({ type: "offline" });
    expect(scene.label).toBe("offline");
    connection.signal({ type: "online" });
    expect(scene.label).toBe("reconnecting");
    greet();
    expect(scene.label).toBe("connected");
  });
});

describe("silence", () => {
  test("two missed heartbeats and the stream is replaced", () => {
    const { scene, greet } = createScene();
    greet();
    vi.advanceTimersByTime(19_999);
    expect(scene.opened).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(scene.opened.map(({ rung }) => rung)).toEqual(["stream", "stream", "poll"]);
    expect(scene.opened[0]?.signal.aborted).toBe(true);
  });

  test("heartbeats keep it", () => {
    const { scene, greet, last } = createScene();
    greet();
    for (let at = 0; at < 20; at += 1) {
      vi.advanceTimersByTime(10_000);
      last()?.handlers.frame({ type: "heartbeat", data: { head: 1 } });
    }
    expect(scene.opened).toHaveLength(1);
  });

  test("a hello alone, however often, does not prove a stream", () => {
    const { scene, last } = createScene();
    const stream = last();
    for (let at = 0; at < 4; at += 1) {
      stream?.handlers.frame({ type: "hello", data: {} });
      vi.advanceTimersByTime(1_000);
    }
    expect(stream?.signal.aborted).toBe(true);
    expect(scene.label).toBe("connecting");
  });

  test("a machine that slept notices on waking that its stream is overdue", () => {
    const { scene, connection, greet } = createScene();
    greet();
    vi.setSystemTime(Date.now() + 3_600_000);
    connection.signal({ type: "visible" });
    expect(scene.opened.filter(({ rung }) => rung === "stream")).toHaveLength(2);
  });

  test("coming back to the page in time only catches up", () => {
    const { scene, connection, greet } = createScene();
    greet();
    connection.signal({ type: "visible" });
    expect(scene).toMatchObject({ catchUps: 1 });
    expect(scene.opened).toHaveLength(1);
  });
});

test("a transport that was replaced is not listened to any more", () => {
  const { scene, connection, greet } = createScene();
  greet();
  const old = scene.opened[0];
  connection.signal({ type: "online" });
  old?.handlers.closed({ status: 404, retryAfterMs: null });
  old?.handlers.frame({ type: "heartbeat", data: {} });
  greet();
  expect(scene.label).toBe("connected");
});

test("a request that was refused for a passing reason doesn't touch the connection", () => {
  const { scene, connection, greet } = createScene();
  greet();
  connection.refused({ status: 429, retryAfterMs: 1_000 });
  connection.refused({ status: 503, retryAfterMs: null });
  expect(scene.label).toBe("connected");
  connection.refused({ status: 401, retryAfterMs: null });
  expect(scene.label).toBe("offline");
});
