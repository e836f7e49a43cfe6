import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserClock } from "../browser-clock";
import { createWireLeader } from "./wire-leader";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function createScene() {
  const open = new Map<string, AbortSignal>();
  const leader = createWireLeader({
    say: () => undefined,
    open: (rung, _places, _handlers, signal) => void open.set(rung, signal),
    clock: browserClock,
  });
  const want = (tab: string, rung: string) => {
    leader.take(tab, [{ n: 1, rung, session: tab, cursor: "e:0" }]);
  };
  const openRungs = () => [...open].flatMap(([rung, { aborted }]) => (aborted ? [] : [rung]));
  return { want, openRungs, leader };
}

test("the wire that a crashed tab alone was on ends, and the others' goes on", () => {
  const { want, openRungs } = createScene();
  want("crashed", "longPoll");
  for (let minute = 0; minute < 3; minute += 1) {
    want("other", "eventSource");
    vi.advanceTimersByTime(60_000);
  }
  want("other", "eventSource");
  vi.advanceTimersByTime(100);
  expect(openRungs()).toEqual(["eventSource"]);
});

test("it ends where nobody is left to say anything, too, and no timer stays", () => {
  const { want, openRungs } = createScene();
  want("crashed", "longPoll");
  vi.advanceTimersByTime(149_000);
  expect(openRungs()).toEqual(["longPoll"]);
  vi.advanceTimersByTime(2_000);
  expect(openRungs()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a leader that stops leaves no timer", () => {
  const { want, leader } = createScene();
  want("tab", "longPoll");
  leader.stop();
  expect(vi.getTimerCount()).toBe(0);
});
