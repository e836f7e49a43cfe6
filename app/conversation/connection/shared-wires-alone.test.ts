import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { browserClock } from "../browser-clock";
import { FakeWireServer } from "../fakes/fake-wire-server";
import { createTestBrowser, type Turns } from "./one-browser-wires";
import { createSharedWires } from "./shared-wires";
import type { Transport } from "./transport";
import type { WireMessage } from "./wire-messages";
import { after, expectAllToHear, openTabs, range, watch } from "./wires-scene";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const turns: Turns[] = ["by locks", "by lease"];

test("more than twenty sessions don't fit on one wire: the twenty-first goes alone", async () => {
  const server = new FakeWireServer();
  const browser = createTestBrowser(() => 0.5);
  const watches = range(21).map((n) =>
    watch(server, browser.openTab(server.openWire), `s${String(n)}`),
  );
  await after(300);
  expect(server.open.map(({ isAlone, places }) => [isAlone, places.size]).sort()).toEqual([
    [false, 20],
    [true, 1],
  ]);
  for (const { session } of watches) server.post(session);
  await after(200);
  expect(watches.map(({ seen }) => seen)).toEqual(watches.map(() => [1]));
  watches[0]?.leave();
  await after(3_000);
  expect(server.open.map(({ isAlone, places }) => [isAlone, places.size])).toEqual([[false, 20]]);
});

test.each(turns)("tabs that had to go alone share a wire again, with turns %s", async (turns) => {
  const { server, browser, watches } = openTabs(6, turns);
  browser.losing = 1;
  await after(10_000);
  expect(server.open.filter(({ isAlone }) => isAlone).length).toBeGreaterThan(2);
  browser.losing = 0;
  await after(5_000);
  expect(server.open.map(({ isAlone }) => isAlone)).toEqual([false]);
  await expectAllToHear(server, watches);
  expect(watches.flatMap(({ closings }) => closings)).toEqual([]);
});

test.each(turns)(
  "who comes back to a hidden leader misses nothing, with turns %s",
  async (turns) => {
    const { server, browser, watches } = openTabs(6, turns);
    browser.losing = 1;
    await after(3_000);
    const served = watches.filter(({ tab }) => server.open.some((wire) => wire.tab === tab));
    expect(served.length).toBeGreaterThan(3);
    for (const { tab } of watches) tab.hide();
    browser.losing = 0;
    for (const _ of range(50)) await expectAllToHear(server, served, 100);
    expect(server.open.map(({ isAlone }) => isAlone)).toEqual([false]);
  },
);

test.each(turns)(
  "tabs that are all alone take the lead from who hangs, with turns %s",
  async (turns) => {
    const { server, browser, watches } = openTabs(6, turns);
    browser.losing = 1;
    await after(3_000);
    // Who led at first, and was robbed of it, still hopes for the robber.
    for (const one of watches) if (!server.open.some(({ tab }) => tab === one.tab)) one.leave();
    const leader = server.open.find(({ isAlone }) => !isAlone)?.tab;
    leader?.freeze();
    expect(server.open.filter(({ isAlone }) => isAlone)).toHaveLength(4);
    browser.losing = 0;
    await after(15_000);
    const open = server.open.filter(({ tab }) => tab !== leader);
    expect(open.map(({ isAlone }) => isAlone)).toEqual([false]);
  },
);

describe("a tab alone, when a leader says that it serves it,", () => {
  async function openAlone() {
    let hear: (message: WireMessage) => void = () => undefined;
    let deny: () => void = () => undefined;
    const own: { signal: AbortSignal; end: () => void }[] = [];
    const ends: number[] = [];
    const wires = createSharedWires({
      tab: "self",
      openChannel: (listener) => {
        hear = listener;
        return { say: () => undefined, close: () => undefined };
      },
      holdTurn: (_take, _held, lost) => {
        deny = () => {
          lost(true);
        };
        return () => undefined;
      },
      openWire: () => undefined,
      clock: browserClock,
    });
    const alone: Transport = {
      start: (_cursor, { closed }, signal) => {
        const end = () => {
          if (!signal.aborted) closed({ status: 0, retryAfterMs: null });
        };
        own.push({ signal, end });
      },
    };
    const handlers = { frame: () => undefined, closed: () => ends.push(Date.now()) };
    wires.transport("eventSource", "a", alone).start("e:0", handlers, new AbortController().signal);
    await after(2_100);
    const served = (by: string) => {
      hear({ by, type: "served", to: "self", refused: [] });
    };
    served("one");
    const openOwn = () => own.filter(({ signal }) => !signal.aborted).length;
    expect(openOwn()).toBe(1);
    return { hear, served, own, openOwn, ends, deny };
  }

  test("ends its own transport a second later", async () => {
    const { openOwn, ends } = await openAlone();
    await after(900);
    expect(openOwn()).toBe(1);
    await after(200);
    expect([openOwn(), ends]).toEqual([0, []]);
  });

  test("keeps it if nothing can be shared any more", async () => {
    const { openOwn, deny } = await openAlone();
    deny();
    await after(5_000);
    expect(openOwn()).toBe(1);
  });

  test("keeps it as long again if the lead changes", async () => {
    const { openOwn, hear, served } = await openAlone();
    await after(900);
    hear({ by: "two", type: "lead" });
    served("two");
    await after(900);
    expect(openOwn()).toBe(1);
  });

  test("doesn't miss it when it ends by itself", async () => {
    const { own, ends } = await openAlone();
    own[0]?.end();
    expect(ends).toEqual([]);
  });
});
