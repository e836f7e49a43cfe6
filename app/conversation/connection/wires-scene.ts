import { expect, vi } from "vitest";
import { browserClock } from "../browser-clock";
import type { SessionEvent } from "../events";
import { eventOf, FakeWireServer, heartbeatMs, latencyMs, seqOf } from "../fakes/fake-wire-server";
import { createFeed } from "../feed";
import { createTestBrowser, type TestTab, type Turns } from "./one-browser-wires";
import type { Frame, TransportHandlers } from "./transport";
import type { FetchUpdates } from "./updates-client";

export const sessions = ["a", "b", "c"];

/** A page's half of a session: the real feed, and as much of a connection as starting again. */
export function watch(server: FakeWireServer, tab: TestTab, session: string, rung = "eventSource") {
  const seen: number[] = [];
  const closings: number[] = [];
  let greetings = 0;
  let controller = new AbortController();
  let silence: () => void = () => undefined;
  const updates: FetchUpdates = async (cursor) => {
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const head = server.head(session);
    const frames: Frame[] = [];
    for (let seq = seqOf(cursor) + 1; seq <= head; seq += 1) frames.push(eventOf(session, seq));
    return { ok: true, frames, receipts: [], cursor: `e:${String(head)}`, head, etag: null };
  };
  const feed = createFeed({
    cursor: "e:0",
    updates,
    load: () => Promise.reject(new Error("nothing here needs the history")),
    apply: (events: SessionEvent[]) => {
      for (const { data } of events) if ("seq" in data) seen.push(data.seq);
    },
    replace: () => undefined,
    refused: () => undefined,
    clock: browserClock,
    random: () => 0.5,
  });
  const transport = tab.wires.transport(rung, session, server.alone(tab, rung, session));
  const expectData = () => {
    silence();
    silence = browserClock.after(2 * heartbeatMs, () => tab.run(start));
  };
  const handlers: TransportHandlers = {
    frame: (frame) => {
      if (frame.type === "hello") greetings += 1;
      expectData();
      feed.frame(frame);
    },
    closed: ({ status }) => {
      closings.push(status);
      silence();
      if (status !== 404) browserClock.after(700, () => tab.run(start));
    },
  };
  function start(): void {
    controller.abort();
    controller = new AbortController();
    expectData();
    transport.start(feed.cursor(), handlers, controller.signal);
  }
  start();
  return {
    tab,
    session,
    seen,
    closings,
    restart: start,
    greetings: () => greetings,
    leave: () => {
      silence();
      controller.abort();
    },
  };
}
export type Watch = ReturnType<typeof watch>;

export const range = (to: number) => Array.from({ length: to }, (_, n) => n + 1);
export const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** So many tabs of one browser, each with a session of three. */
export function openTabs(tabs: number, turns: Turns = "by locks", rung = "eventSource") {
  const server = new FakeWireServer();
  const browser = createTestBrowser(() => 0.5, turns);
  const watches = range(tabs).map((n) => {
    const tab = browser.openTab(server.openWire);
    return watch(server, tab, sessions[n % sessions.length] ?? "a", rung);
  });
  return { server, browser, watches };
}

export async function expectAllToHear(
  server: FakeWireServer,
  watches: Watch[],
  ms = 200,
): Promise<void> {
  for (const session of sessions) server.post(session);
  await after(ms);
  for (const { seen, session } of watches) expect(seen).toEqual(range(server.head(session)));
}
