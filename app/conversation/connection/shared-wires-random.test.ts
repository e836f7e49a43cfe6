import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeWireServer } from "../fakes/fake-wire-server";
import { createTestBrowser, type TestBrowser, type Turns } from "./one-browser-wires";
import { after, expectAllToHear, sessions, type Watch, watch } from "./wires-scene";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Step =
  | {
      do: "join" | "leave" | "restart" | "crash" | "hide" | "freeze" | "thaw" | "sleep";
      tab: number;
    }
  | { do: "post"; session: number }
  | { do: "cut" | "lose wires" | "silence" | "speak" }
  | { do: "lose messages"; share: number }
  | { do: "slow notes"; latencyMs: number }
  | { do: "wait"; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "join",
        "join",
        "leave",
        "restart",
        "crash",
        "hide",
        "freeze",
        "thaw",
        "sleep",
      ),
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
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("slow notes" as const),
      // Later than a tab waits before it believes that it's its turn, too.
      latencyMs: fc.constantFrom(0, 2, 60, 400),
    }),
  },
);

type World = { server: FakeWireServer; browser: TestBrowser; watches: Watch[]; left: Watch[] };

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
    case "slow notes":
      browser.notes.latencyMs = one.latencyMs;
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
  if (one.do === "hide") found.tab.hide();
  if (one.do === "freeze") found.tab.freeze();
  if (one.do === "thaw") found.tab.thaw();
  if (one.do === "sleep") {
    found.tab.run(() => {
      found.tab.wires.sleep();
      found.tab.wires.wake();
    });
  }
}

/** Found at random: its timers fell due while it was frozen, and it slept before they rang. */
const frozenWhileItLeads: Step[] = [
  { do: "join", tab: 0 },
  { do: "wait", ms: 1 },
  { do: "freeze", tab: 0 },
  { do: "sleep", tab: 0 },
  { do: "post", session: 0 },
  { do: "join", tab: 0 },
  { do: "join", tab: 0 },
  { do: "wait", ms: 30 },
  { do: "post", session: 0 },
];

const turns: Turns[] = ["by locks", "by lease"];

test.each(turns)(
  "whatever happens, with turns %s, in the end every tab has seen every event once and in order, over one wire a rung",
  async (turns) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.noShrink(fc.integer()),
        async (steps, seed) => {
          const random = createRandom(seed);
          const world: World = {
            server: new FakeWireServer(),
            browser: createTestBrowser(random, turns),
            watches: [],
            left: [],
          };
          for (const one of steps) await take(world, one);
          const { server, browser, watches } = world;
          browser.losing = 0;
          browser.notes.latencyMs = 2;
          server.isSilent = false;
          for (const { tab } of [...watches, ...world.left]) tab.thaw();
          await after(60_000);
          await expectAllToHear(server, watches, 2_000);
          const open = server.open.map(({ rung }) => rung);
          expect(new Set(open).size).toBe(open.length);
          vi.clearAllTimers();
        },
      ),
      { numRuns: 200, examples: [[frozenWhileItLeads, 1]] },
    );
  },
  60_000,
);

function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
