import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { browserClock } from "./browser-clock";
import type { DurableEvent, SessionEvent } from "./events";
import { createFeed } from "./feed";
import { createTestBrowser, type TestBrowser, type TestTab } from "./one-browser-wires";
import type { Frame, Transport, TransportHandlers } from "./transport";
import type { FetchUpdates } from "./updates-client";
import type { OpenWire, WireHandlers } from "./wire-leader";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const latencyMs = 20;
const heartbeatMs = 10_000;
const sessions = ["a", "b", "c"];

function eventOf(session: string, seq: number): DurableEvent {
  return {
    type: "message.posted",
    data: {
      id: `${session}${String(seq)}`,
      sessionId: session,
      seq,
      author: { role: "customer", name: "Priya" },
      text: "x",
      clientMessageId: null,
      createdAt: "2026-01-01T00:00:00.000Z",
    },
  };
}

type Wire = {
  tab: TestTab;
  rung: string;
  isAlone: boolean;
  places: Map<string, number>;
  handlers: WireHandlers;
  signal: AbortSignal;
};

/** Several sessions of the contract in memory, by wires of several sessions or of one. */
class FakeServer {
  readonly heads = new Map<string, number>();
  readonly gone = new Set<string>();
  isSilent = false;
  opened = 0;
  private wires: Wire[] = [];

  get open(): Wire[] {
    this.wires = this.wires.filter(({ tab, signal }) => !tab.isDead() && !signal.aborted);
    return this.wires;
  }

  head(session: string): number {
    return this.heads.get(session) ?? 0;
  }

  post(session: string): void {
    this.heads.set(session, this.head(session) + 1);
    for (const wire of this.open) this.push(wire, session);
  }

  cut(): void {
    for (const wire of this.wires.splice(0)) {
      wire.tab.run(() => {
        if (!wire.signal.aborted) wire.handlers.closed({ status: 0, retryAfterMs: null });
      });
    }
  }

  /** The way to the server is cut without a word: what is open stays so, and dead. */
  loseWires(): void {
    this.wires = [];
  }

  readonly openWire =
    (tab: TestTab): OpenWire =>
    (rung, places, handlers, signal) => {
      this.start({
        ...{ tab, rung, handlers, signal, isAlone: false },
        places: new Map(places.map(([session, cursor]) => [session, seqOf(cursor)])),
      });
    };

  alone(tab: TestTab, rung: string, session: string): Transport {
    return {
      start: (cursor, { frame, closed }, signal) => {
        const handlers = {
          closed,
          gone: () => closed(notFound),
          frame: (_: string, f: Frame) => frame(f),
        };
        const places = new Map([[session, seqOf(cursor)]]);
        this.start({ tab, rung, handlers, signal, isAlone: true, places });
      },
    };
  }

  private start(wire: Wire): void {
    this.opened += 1;
    this.wires.push(wire);
    setTimeout(() => {
      for (const session of wire.places.keys()) this.greet(wire, session);
    }, latencyMs);
  }

  private greet(wire: Wire, session: string): void {
    if (this.gone.has(session)) {
      this.tell(wire, () => wire.handlers.gone(session));
      return;
    }
    const head = this.head(session);
    const cursor = `e:${String(wire.places.get(session))}`;
    const hello = {
      type: "hello",
      data: { cursor, head, resumed: true, heartbeatMs, serverTime: "" },
    };
    this.tell(wire, () => wire.handlers.frame(session, hello, cursor));
    this.beat(wire, session);
    this.push(wire, session);
  }

  private beat(wire: Wire, session: string): void {
    const frame = { type: "heartbeat", data: { head: this.head(session) } };
    this.tell(wire, () => wire.handlers.frame(session, frame));
    if (this.open.includes(wire)) setTimeout(() => this.beat(wire, session), heartbeatMs);
  }

  private push(wire: Wire, session: string): void {
    setTimeout(() => {
      for (
        let seq = (wire.places.get(session) ?? Infinity) + 1;
        seq <= this.head(session);
        seq += 1
      ) {
        wire.places.set(session, seq);
        const event = eventOf(session, seq);
        this.tell(wire, () => wire.handlers.frame(session, event, `e:${String(seq)}`));
      }
    }, latencyMs);
  }

  private tell(wire: Wire, work: () => void): void {
    if (this.isSilent || !this.open.includes(wire)) return;
    wire.tab.run(() => {
      if (!wire.signal.aborted) work();
    });
  }
}

const notFound = { status: 404, retryAfterMs: null };
const seqOf = (cursor: string) => Number(cursor.split(":")[1]);

/** A page's half of a session: the real feed, and as much of a connection as starting again. */
function watch(server: FakeServer, tab: TestTab, session: string, rung = "eventSource") {
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
type Watch = ReturnType<typeof watch>;

const range = (to: number) => Array.from({ length: to }, (_, n) => n + 1);
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function open(tabs: number, rung = "eventSource") {
  const server = new FakeServer();
  const browser = createTestBrowser(() => 0.5);
  const watches = range(tabs).map((n) => {
    const tab = browser.openTab(server.openWire);
    return watch(server, tab, sessions[n % sessions.length] ?? "a", rung);
  });
  return { server, browser, watches };
}
const leaderOf = (server: FakeServer, watches: Watch[]) => {
  const wire = server.open[0];
  return watches.find(({ tab }) => tab === wire?.tab) ?? expect.fail("nobody leads");
};
async function expectAllToHear(server: FakeServer, watches: Watch[], ms = 200): Promise<void> {
  for (const session of sessions) server.post(session);
  await after(ms);
  for (const { seen, session } of watches) expect(seen).toEqual(range(server.head(session)));
}

describe("ten tabs", () => {
  test("have one wire, opened for all of them, and hear each their session", async () => {
    const { server, watches } = open(10);
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
    const { server, watches } = open(10);
    await after(300);
    const leader = leaderOf(server, watches);
    leader.tab.wires.sleep();
    leader.tab.crash();
    const rest = watches.filter((one) => one !== leader);
    await expectAllToHear(server, rest, 1_000);
    expect(rest.flatMap(({ closings }) => closings)).toEqual([]);
    expect(server.open).toHaveLength(1);
  });

  test("go on without loss when the leader crashes, within a second", async () => {
    const { server, watches } = open(10);
    await after(300);
    const leader = leaderOf(server, watches);
    leader.tab.crash();
    const rest = watches.filter((one) => one !== leader);
    await expectAllToHear(server, rest, 1_000);
    expect(server.open).toHaveLength(1);
  });

  test("take the lead from a frozen leader, within four seconds; it follows when it wakes", async () => {
    const { server, watches } = open(10);
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
    const { server, watches } = open(10);
    await after(300);
    server.cut();
    await after(100);
    expect(watches.map(({ closings }) => closings)).toEqual(watches.map(() => [0]));
    await expectAllToHear(server, watches, 2_000);
    expect(server.open).toHaveLength(1);
  });

  test("don't believe for long in a wire that died without a word", async () => {
    const { server, watches } = open(10);
    await after(300);
    server.loseWires();
    await expectAllToHear(server, watches, 2 * heartbeatMs + 1_000);
  });
});

test("a session that may not be read closes alone", async () => {
  const { server, watches } = open(6);
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
  const { server, browser, watches } = open(3);
  await after(300);
  await expectAllToHear(server, watches);
  const { opened } = server;
  const late = watch(server, browser.openTab(server.openWire), "a");
  await after(600);
  expect([late.seen, late.greetings(), server.opened]).toEqual([[1], 1, opened]);
});

test("who starts again on a wire has it opened anew: it may have a reason to", async () => {
  const { server, watches } = open(3);
  await after(300);
  const { opened } = server;
  watches[0]?.restart();
  await after(300);
  expect(server.opened).toBe(opened + 1);
  await expectAllToHear(server, watches);
});

test("the wire closes after its last session, and each rung has its own", async () => {
  const { server, browser, watches } = open(2);
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

test("more than twenty sessions don't fit on one wire: the twenty-first goes alone", async () => {
  const server = new FakeServer();
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
});

test.each(["deniesLocks", "deniesChannel"] as const)(
  "where the browser %s, each tab is on its own",
  async (what: keyof Pick<TestBrowser, "deniesLocks" | "deniesChannel">) => {
    const server = new FakeServer();
    const browser = createTestBrowser(() => 0.5);
    browser[what] = true;
    const watches = range(4).map(() => watch(server, browser.openTab(server.openWire), "a"));
    await after(100);
    expect(server.open.map(({ isAlone }) => isAlone)).toEqual([true, true, true, true]);
    await expectAllToHear(server, watches);
  },
);

type Step =
  | { do: "join" | "leave" | "restart" | "crash" | "freeze" | "thaw" | "sleep"; tab: number }
  | { do: "post"; session: number }
  | { do: "cut" | "lose wires" | "silence" | "speak" }
  | { do: "lose messages"; share: number }
  | { do: "wait"; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("join", "join", "leave", "restart", "crash", "freeze", "thaw", "sleep"),
      tab: fc.nat({ max: 20 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("post" as const), session: fc.nat({ max: 2 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 6_000 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>(
      { do: "cut" },
      { do: "lose wires" },
      { do: "silence" },
      { do: "speak" },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("lose messages" as const),
      share: fc.constantFrom(0, 0.1, 0.4, 1),
    }),
  },
);

type World = { server: FakeServer; browser: TestBrowser; watches: Watch[]; left: Watch[] };

async function take({ server, browser, watches, left }: World, one: Step): Promise<void> {
  switch (one.do) {
    case "wait":
      await after(one.ms);
      return;
    case "post":
      server.post(sessions[one.session] ?? "a");
      return;
    case "cut":
      server.cut();
      return;
    case "lose wires":
      server.loseWires();
      return;
    case "silence":
    case "speak":
      server.isSilent = one.do === "silence";
      return;
    case "lose messages":
      browser.losing = one.share;
      return;
    case "join": {
      const tab = browser.openTab(server.openWire);
      watches.push(watch(server, tab, sessions[one.tab % 3] ?? "a", one.tab % 5 ? "x" : "y"));
      return;
    }
    default:
      disturb(watches, left, one);
  }
}

function disturb(watches: Watch[], left: Watch[], one: Extract<Step, { tab: number }>): void {
  const found = watches[one.tab % Math.max(watches.length, 1)];
  if (!found) return;
  if (one.do === "leave") found.tab.run(found.leave);
  if (one.do === "crash") found.tab.crash();
  if (one.do === "leave" || one.do === "crash") {
    left.push(...watches.splice(watches.indexOf(found), 1));
  }
  if (one.do === "restart") found.tab.run(found.restart);
  if (one.do === "freeze") found.tab.freeze();
  if (one.do === "thaw") found.tab.thaw();
  if (one.do === "sleep") {
    found.tab.run(() => {
      found.tab.wires.sleep();
      found.tab.wires.wake();
    });
  }
}

test("whatever happens, in the end every tab has seen every event once and in order, over one wire a rung", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.noShrink(fc.integer()),
      async (steps, seed) => {
        const random = createRandom(seed);
        const world: World = {
          server: new FakeServer(),
          browser: createTestBrowser(random),
          watches: [],
          left: [],
        };
        for (const one of steps) await take(world, one);
        const { server, browser, watches } = world;
        browser.losing = 0;
        server.isSilent = false;
        for (const { tab } of [...watches, ...world.left]) tab.thaw();
        await after(60_000);
        // A tab that had to go alone stays so until its stream ends.
        for (const { isAlone, signal, handlers } of server.open) {
          if (isAlone && !signal.aborted) handlers.closed({ status: 0, retryAfterMs: null });
        }
        await after(5_000);
        await expectAllToHear(server, watches, 2_000);
        const open = server.open.map(({ rung }) => rung);
        expect(new Set(open).size).toBe(open.length);
        vi.clearAllTimers();
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);

function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
