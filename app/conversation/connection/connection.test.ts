import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Opened, stageConnection } from "./connection-scene";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("what people are told", () => {
  test("nothing at first, then Connected", () => {
    const { scene, greet } = stageConnection();
    expect(scene.label).toBe("connecting");
    greet();
    expect(scene.label).toBe("connected");
  });

  test("a server that can't be reached at first is told after five seconds", () => {
    const { scene, close } = stageConnection();
    close();
    vi.advanceTimersByTime(4_999);
    expect(scene.label).toBe("connecting");
    vi.advanceTimersByTime(1);
    expect(scene.label).toBe("reconnecting");
  });

  test("with too many streams it says Limited instead of Reconnecting for ever, until one may be opened", () => {
    const { scene, greet, close, openRungs } = stageConnection();
    const tooMany = { status: 429, retryAfterMs: 5_000 };
    close(tooMany);
    scene.opened[1]?.handlers.frame({ type: "heartbeat", data: { head: 1 } });
    for (let tries = 0; tries < 5; tries += 1) {
      expect([openRungs(), scene.label]).toEqual([["longPoll"], "limited"]);
      vi.advanceTimersByTime(6_250);
      expect(openRungs()).toEqual(["eventSource", "longPoll"]);
      if (tries < 4) close(tooMany);
    }
    greet();
    vi.advanceTimersByTime(5_000);
    expect([openRungs(), scene.label]).toEqual([["eventSource"], "connected"]);
  });

  test("back online it says Reconnecting rather than Offline, until it is connected", () => {
    const { scene, connection, greet } = stageConnection();
    greet();
    connection.signal({ type: "offline" });
    expect(scene.label).toBe("offline");
    connection.signal({ type: "online" });
    expect(scene.label).toBe("reconnecting");
    greet();
    expect(scene.label).toBe("connected");
  });
});

test("a transport that was replaced is not listened to any more", () => {
  const { scene, connection, greet } = stageConnection();
  greet();
  const old = scene.opened[0];
  connection.signal({ type: "online" });
  old?.handlers.closed({ status: 404, retryAfterMs: null });
  old?.handlers.frame({ type: "heartbeat", data: {} });
  greet();
  expect(scene.label).toBe("connected");
});

test("a request that was refused for a passing reason doesn't touch the connection", () => {
  const { scene, connection, greet } = stageConnection();
  greet();
  connection.refused({ status: 429, retryAfterMs: 1_000 });
  connection.refused({ status: 503, retryAfterMs: null });
  expect(scene.label).toBe("connected");
  connection.refused({ status: 401, retryAfterMs: null });
  expect(scene.label).toBe("offline");
});

describe("a page that nobody looks at", () => {
  test("gives its stream back after five minutes, and opens it again when it is looked at", () => {
    const { scene, connection, greet, openRungs } = stageConnection();
    greet();
    connection.signal({ type: "hidden" });
    beatUntil(scene, 299_999);
    expect(openRungs()).toEqual(["eventSource"]);
    vi.advanceTimersByTime(1);
    expect(openRungs()).toEqual([]);
    expect(scene.label).toBe("connected");
    connection.signal({ type: "visible" });
    expect(openRungs()).toEqual(["eventSource"]);
    expect(scene.catchUps).toBe(1);
  });

  test("keeps it when it is looked at again before", () => {
    const { scene, connection, greet, openRungs } = stageConnection();
    greet();
    connection.signal({ type: "hidden" });
    beatUntil(scene, 200_000);
    connection.signal({ type: "visible" });
    beatUntil(scene, 600_000);
    expect(openRungs()).toEqual(["eventSource"]);
  });

  test("opens nothing while it sleeps, however long, and leaves no timer", () => {
    const { scene, connection, openRungs } = stageConnection();
    connection.signal({ type: "sleep" });
    connection.signal({ type: "online" });
    expect(vi.getTimerCount()).toBe(0);
    expect(openRungs()).toEqual([]);
    expect(scene.opened).toHaveLength(1);
  });

  test("says Reconnecting only when it has tried for five seconds after it woke", () => {
    const { scene, connection, greet } = stageConnection();
    greet();
    connection.signal({ type: "sleep" });
    vi.advanceTimersByTime(600_000);
    connection.signal({ type: "visible" });
    expect(scene.label).toBe("connected");
    vi.advanceTimersByTime(4_999);
    expect(scene.label).toBe("connected");
    vi.advanceTimersByTime(1);
    expect(scene.label).toBe("reconnecting");
  });

  test("frozen and back, it opens anew and catches up at once", () => {
    const { scene, connection, greet, openRungs } = stageConnection();
    greet();
    connection.signal({ type: "sleep" });
    connection.signal({ type: "pageshow" });
    expect(openRungs()).toEqual(["eventSource"]);
    expect(scene.catchUps).toBe(1);
  });
});

/** Time passes on a healthy stream. */
function beatUntil({ opened }: { opened: Opened[] }, ms: number): void {
  for (let at = 0; at < ms; at += 5_000) {
    vi.advanceTimersByTime(Math.min(5_000, ms - at));
    opened.at(-1)?.handlers.frame({ type: "heartbeat", data: { head: 1 } });
  }
}

describe("what worked", () => {
  const answer = (one: Opened | undefined) =>
    one?.handlers.frame({ type: "heartbeat", data: { head: 1 } });

  test("is remembered once it is settled, and where the next page begins", () => {
    const { scene, connection, memory, openRungs } = stageConnection();
    vi.advanceTimersByTime(1_250);
    answer(scene.opened[1]);
    expect(memory.rung).toBeNull();
    vi.advanceTimersByTime(5_000);
    expect(memory.rung).toBe("longPoll");
    connection.signal({ type: "stop" });
    connection.signal({ type: "start" });
    expect(openRungs()).toEqual(["longPoll"]);
  });

  test("is forgotten on another network", () => {
    const { scene, connection, memory } = stageConnection();
    vi.advanceTimersByTime(1_250);
    answer(scene.opened[1]);
    vi.advanceTimersByTime(5_000);
    connection.signal({ type: "online" });
    expect(memory.rung).toBeNull();
  });
});
