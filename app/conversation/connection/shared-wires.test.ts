import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeWireServer, heartbeatMs } from "../fakes/fake-wire-server";
import { createTestBrowser, type TestBrowser, type Turns } from "./one-browser-wires";
import { after, expectAllToHear, openTabs, range, type Watch, watch } from "./wires-scene";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const leaderOf = (server: FakeWireServer, watches: Watch[]) => {
  const wire = server.open[0];
  return watches.find(({ tab }) => tab === wire?.tab) ?? expect.fail("nobody leads");
};

const turns: Turns[] = ["by locks", "by lease"];

describe.each(turns)("ten tabs that take turns %s", (turns) => {
  test("have one wire, opened for all of them, and hear each their session", async () => {
    const { server, watches } = openTabs(10, turns);
    await after(300);
    expect(server.open.map(({ rung, isAlone }) => [rung, isAlone])).toEqual([
      ["eventSource", false],
    ]);
    expect(server.opened).toBeLessThanOrEqual(2);
    expect(watches.map(({ greetings }) => greetings() > 0)).toEqual(watches.map(() => true));
    await expectAllToHear(server, watches);
    expect(server.open).toHaveLength(1);
  });

  test("go on without loss when the leader is closed, within a second", async () => {
    const { server, watches } = openTabs(10, turns);
    await after(300);
    const leader = leaderOf(server, watches);
    leader.tab.wires.sleep();
    leader.tab.crash();
    const rest = watches.filter((one) => one !== leader);
    await expectAllToHear(server, rest, 1_000);
    expect(rest.flatMap(({ closings }) => closings)).toEqual([]);
    expect(server.open).toHaveLength(1);
  });

  // A lock is free at once; who left a note behind is asked in vain first.
  const crashMs = turns === "by locks" ? 1_000 : 4_000;
  test(`go on without loss when the leader crashes, within ${String(crashMs)} ms`, async () => {
    const { server, watches } = openTabs(10, turns);
    await after(300);
    const leader = leaderOf(server, watches);
    leader.tab.crash();
    const rest = watches.filter((one) => one !== leader);
    await expectAllToHear(server, rest, crashMs);
    expect(server.open).toHaveLength(1);
  });

  test("go on over one wire, without going alone, when the leader crashes while all others are hidden", async () => {
    const { server, watches } = openTabs(10, turns);
    await after(300);
    const leader = leaderOf(server, watches);
    const rest = watches.filter((one) => one !== leader);
    for (const { tab } of rest) tab.hide();
    await after(10_000);
    leader.tab.crash();
    for (const _ of range(10)) {
      await after(1_000);
      expect(server.open.filter(({ isAlone }) => isAlone)).toEqual([]);
    }
    await expectAllToHear(server, rest, 100);
    expect(server.open).toHaveLength(1);
  });

  test("take the lead from a frozen leader, within four seconds; it follows when it wakes", async () => {
    const { server, watches } = openTabs(10, turns);
    await after(300);
    const leader = leaderOf(server, watches);
    leader.tab.freeze();
    const rest = watches.filter((one) => one !== leader);
    await expectAllToHear(server, rest, 4_000);
    leader.tab.thaw();
    await expectAllToHear(server, watches, 1_000);
    expect(server.open).toHaveLength(1);
    expect(leaderOf(server, watches)).not.toBe(leader);
  });

  test("hear of a wire that fails, each once, and share the next one", async () => {
    const { server, watches } = openTabs(10, turns);
    await after(300);
    server.cut();
    await after(100);
    expect(watches.map(({ closings }) => closings)).toEqual(watches.map(() => [0]));
    await expectAllToHear(server, watches, 2_000);
    expect(server.open).toHaveLength(1);
  });

  test("don't believe for long in a wire that died without a word", async () => {
    const { server, watches } = openTabs(10, turns);
    await after(300);
    server.loseWires();
    await expectAllToHear(server, watches, 2 * heartbeatMs + 1_000);
  });
});

test("a session that may not be read closes alone", async () => {
  const { server, watches } = openTabs(6);
  server.gone.add("b");
  await after(300);
  for (const { session, closings } of watches) {
    expect(closings).toEqual(session === "b" ? [404] : []);
  }
  server.post("a");
  await after(200);
  expect(watches.filter(({ session }) => session === "a").map(({ seen }) => seen)).toEqual([
    [1],
    [1],
  ]);
});

test("who joins later is greeted without another wire, and fetches what it is behind by", async () => {
  const { server, browser, watches } = openTabs(3);
  await after(300);
  await expectAllToHear(server, watches);
  const { opened } = server;
  const late = watch(server, browser.openTab(server.openWire), "a");
  await after(600);
  expect([late.seen, late.greetings(), server.opened]).toEqual([[1], 1, opened]);
});

test("who starts again on a wire has it opened anew: it may have a reason to", async () => {
  const { server, watches } = openTabs(3);
  await after(300);
  const { opened } = server;
  watches[0]?.restart();
  await after(300);
  expect(server.opened).toBe(opened + 1);
  await expectAllToHear(server, watches);
});

test("the wire closes after its last session, and each rung has its own", async () => {
  const { server, browser, watches } = openTabs(2);
  const other = watch(server, browser.openTab(server.openWire), "a", "longPoll");
  await after(300);
  expect(server.open.map(({ rung }) => rung).sort()).toEqual(["eventSource", "longPoll"]);
  for (const one of watches) one.leave();
  await after(300);
  expect(server.open.map(({ rung }) => rung)).toEqual(["longPoll"]);
  other.leave();
  await after(300);
  expect(server.open).toEqual([]);
});

const denials: Record<string, { turns: Turns; deny: (browser: TestBrowser) => void }> = {
  locks: { turns: "by locks", deny: (browser) => (browser.deniesLocks = true) },
  channels: { turns: "by locks", deny: (browser) => (browser.deniesChannel = true) },
  "notes, and has no locks,": {
    turns: "by lease",
    deny: (browser) => (browser.notes.isDenied = true),
  },
};

test.each(Object.entries(denials))(
  "where the browser denies %s each tab is on its own",
  async (_, { turns, deny }) => {
    const server = new FakeWireServer();
    const browser = createTestBrowser(() => 0.5, turns);
    deny(browser);
    const watches = range(4).map(() => watch(server, browser.openTab(server.openWire), "a"));
    await after(100);
    expect(server.open.map(({ isAlone }) => isAlone)).toEqual([true, true, true, true]);
    await expectAllToHear(server, watches);
  },
);

test("tabs whose leader may keep no more notes go on, each on its own", async () => {
  const { server, browser, watches } = openTabs(4, "by lease");
  await after(300);
  browser.notes.isDenied = true;
  await after(20_000);
  expect(server.open.map(({ isAlone }) => isAlone)).toEqual([true, true, true, true]);
  await expectAllToHear(server, watches);
});
