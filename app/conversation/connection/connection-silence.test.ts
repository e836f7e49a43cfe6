import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { stageConnection } from "./connection-scene";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("silence", () => {
  test("two missed heartbeats and the stream is replaced", () => {
    const { scene, greet } = stageConnection();
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
    const { scene, greet, last } = stageConnection();
    greet();
    for (let at = 0; at < 20; at += 1) {
      vi.advanceTimersByTime(10_000);
      last()?.handlers.frame({ type: "heartbeat", data: { head: 1 } });
    }
    expect(scene.opened).toHaveLength(1);
  });

  test("a hello alone, however often, does not prove a stream", () => {
    const { scene } = stageConnection();
    const stream = scene.opened[0];
    for (let at = 0; at < 4; at += 1) {
      stream?.handlers.frame({ type: "hello", data: {} });
      vi.advanceTimersByTime(1_000);
    }
    expect(stream?.signal.aborted).toBe(true);
    expect(scene.label).toBe("connecting");
  });

  test("what comes together with the hello does not prove a stream; the next heartbeat does", () => {
    const { scene, beat } = stageConnection();
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
    const { scene, beat } = stageConnection();
    scene.opened[0]?.handlers.frame({ type: "hello", data: {} });
    beat();
    vi.advanceTimersByTime(3_000);
    expect(scene.opened[0]?.signal.aborted).toBe(true);
    expect(scene.label).not.toBe("connected");
  });

  test("on trial, a stream that doesn't bring what the poll beside it has brought is given up", () => {
    const { scene, connection, openRungs, memory } = stageConnection();
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
    const { scene, connection, openRungs, memory } = stageConnection();
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
    const { scene, connection, greet } = stageConnection();
    greet();
    vi.setSystemTime(Date.now() + 3_600_000);
    connection.signal({ type: "visible" });
    expect(scene.opened.filter(({ rung }) => rung === "eventSource")).toHaveLength(2);
  });

  test("coming back to the page in time only catches up", () => {
    const { scene, connection, greet } = stageConnection();
    greet();
    connection.signal({ type: "visible" });
    expect(scene).toMatchObject({ catchUps: 1 });
    expect(scene.opened).toHaveLength(1);
  });
});

describe("while streams are silent", () => {
  test("a poll runs after a second and a quarter, and it is told after five seconds", () => {
    const { scene, openRungs } = stageConnection();
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
