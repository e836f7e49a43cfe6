import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { browserClock } from "./browser-clock";
import { createConnection } from "./connection";
import { type Rung, rungs } from "./ladder";
import type { Closed, Transport, TransportHandlers } from "./transport";

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

  test("with too many streams it says Limited instead of Reconnecting for ever, until one may be opened", () => {
    const { scene, greet, close, openRungs } = createScene();
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
    expect(scene.opened.map(({ rung }) => rung)).toEqual([
      "eventSource",
      "eventSource",
      "longPoll",
    ]);
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
    const { scene } = createScene();
    const stream = scene.opened[0];
    for (let at = 0; at < 4; at += 1) {
      stream?.handlers.frame({ type: "hello", data: {} });
      vi.advanceTimersByTime(1_000);
    }
    expect(stream?.signal.aborted).toBe(true);
    expect(scene.label).toBe("connecting");
  });

  test("what comes together with the hello does not prove a stream; the next heartbeat does", () => {
    const { scene, beat } = createScene();
    const stream = scene.opened[0];
    stream?.handlers.frame({ type: "hello", data: {} });
    beat();
    stream?.handlers.frame({ type: "receipt.changed", data: {} });
    vi.advanceTimersByTime(500);
    expect(scene.label).toBe("connecting");
    beat();
    expect(scene.label).toBe("connected");
  });

  test("a stream whose beginning alone comes through is given up after three seconds", () => {
    const { scene, beat } = createScene();
    scene.opened[0]?.handlers.frame({ type: "hello", data: {} });
    beat();
    vi.advanceTimersByTime(3_000);
    expect(scene.opened[0]?.signal.aborted).toBe(true);
    expect(scene.label).not.toBe("connected");
  });

  test("on trial, a stream that doesn't bring what the poll beside it has brought is given up", () => {
    const { scene, connection, openRungs, memory } = createScene();
    connection.signal({ type: "stop" });
    memory.rung = "longPoll";
    connection.signal({ type: "start" });
    const poll = scene.opened.at(-1);
    const answer = (head: number) => poll?.handlers.frame({ type: "heartbeat", data: { head } });
    answer(1);
    vi.advanceTimersByTime(4_000);
    const stream = scene.opened.at(-1);
    expect(openRungs()).toEqual(["eventSource", "longPoll"]);
    stream?.handlers.frame({ type: "hello", data: { head: 1 } });
    for (let at = 0; at < 2; at += 1) {
      stream?.handlers.frame({ type: "heartbeat", data: { head: 1 } });
    }
    for (let head = 2; head < 6; head += 1) {
      answer(head);
      vi.advanceTimersByTime(1_000);
    }
    expect(openRungs()).toEqual(["longPoll"]);
    expect(scene.label).toBe("limited");
  });

  test("on trial, a stream that brings the same a little later is kept", () => {
    const { scene, connection, openRungs, memory } = createScene();
    connection.signal({ type: "stop" });
    memory.rung = "longPoll";
    connection.signal({ type: "start" });
    const poll = scene.opened.at(-1);
    vi.advanceTimersByTime(4_000);
    const stream = scene.opened.at(-1);
    stream?.handlers.frame({ type: "hello", data: { head: 1 } });
    for (let at = 0; at < 2; at += 1) {
      stream?.handlers.frame({ type: "heartbeat", data: { head: 1 } });
    }
    for (let head = 1; head < 8; head += 1) {
      poll?.handlers.frame({ type: "heartbeat", data: { head } });
      vi.advanceTimersByTime(1_000);
      stream?.handlers.frame({ type: "heartbeat", data: { head } });
    }
    expect(openRungs()).toEqual(["eventSource"]);
    expect(scene.label).toBe("connected");
  });

  test("a machine that slept notices on waking that its stream is overdue", () => {
    const { scene, connection, greet } = createScene();
    greet();
    vi.setSystemTime(Date.now() + 3_600_000);
    connection.signal({ type: "visible" });
    expect(scene.opened.filter(({ rung }) => rung === "eventSource")).toHaveLength(2);
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

describe("a page that nobody looks at", () => {
  test("gives its stream back after five minutes, and opens it again when it is looked at", () => {
    const { scene, connection, greet, openRungs } = createScene();
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
    const { scene, connection, greet, openRungs } = createScene();
    greet();
    connection.signal({ type: "hidden" });
    beatUntil(scene, 200_000);
    connection.signal({ type: "visible" });
    beatUntil(scene, 600_000);
    expect(openRungs()).toEqual(["eventSource"]);
  });

  test("opens nothing while it sleeps, however long, and leaves no timer", () => {
    const { scene, connection, openRungs } = createScene();
    connection.signal({ type: "sleep" });
    connection.signal({ type: "online" });
    expect(vi.getTimerCount()).toBe(0);
    expect(openRungs()).toEqual([]);
    expect(scene.opened).toHaveLength(1);
  });

  test("frozen and back, it opens anew and catches up at once", () => {
    const { scene, connection, greet, openRungs } = createScene();
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
    const { scene, connection, memory, openRungs } = createScene();
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
    const { scene, connection, memory } = createScene();
    vi.advanceTimersByTime(1_250);
    answer(scene.opened[1]);
    vi.advanceTimersByTime(5_000);
    connection.signal({ type: "online" });
    expect(memory.rung).toBeNull();
  });
});

describe("while streams are silent", () => {
  test("a poll runs after a second and a quarter, and it is told after five seconds", () => {
    const { scene, openRungs } = createScene();
    vi.advanceTimersByTime(1_249);
    expect(openRungs()).toEqual(["eventSource"]);
    vi.advanceTimersByTime(1);
    expect(openRungs()).toEqual(["eventSource", "longPoll"]);
    scene.opened[1]?.handlers.frame({ type: "heartbeat", data: { head: 1 } });
    vi.advanceTimersByTime(1_750);
    expect(openRungs()).toEqual(["fetchStream", "longPoll"]);
    expect(scene.label).toBe("connecting");
    vi.advanceTimersByTime(2_000);
    expect(scene.label).toBe("limited");
  });
});
