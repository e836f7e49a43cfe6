import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Conversation } from "./conversation-types";
import { customer } from "./fakes/fake-session-log";
import { FakeSessionServer, type PostFault } from "./fakes/fake-session-server";
import type { StreamFault } from "./fakes/fake-session-streams";
import { createMemoryOutboxStorage, type OutboxStorage } from "./outbox/outbox-storage";
import { openPageOn } from "./fakes/page-on-fake-server";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type World = { server: FakeSessionServer; page: Conversation; sent: string[]; reload: () => void };

type Step =
  | { do: "send" | "customer says" | "server down" | "server up" | "cut streams" | "new epoch" }
  | { do: "offline" | "online" | "visible" | "hold streams" | "let streams through" | "reload" }
  | { do: "hold EventSource" | "kill streams" | "cut requests" | "hold slow answers" | "heal" }
  | { do: "sleep" | "pageshow" | "hidden" }
  | { do: "wait"; ms: number }
  | { do: "spoil a post"; fault: PostFault }
  | { do: "spoil an event"; fault: StreamFault };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Step>({ do: "send" }) },
  { weight: 5, arbitrary: fc.constant<Step>({ do: "customer says" }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 8_000 })),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("spoil a post" as const),
      fault: fc.constantFrom<PostFault>("lose_request", "lose_answer", 429, 500, 503),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("spoil an event" as const),
      fault: fc.constantFrom<StreamFault>("drop", "double", "swap"),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Step>(
      { do: "server down" },
      { do: "server up" },
      { do: "cut streams" },
      { do: "new epoch" },
      { do: "offline" },
      { do: "online" },
      { do: "visible" },
      { do: "hold streams" },
      { do: "let streams through" },
      { do: "reload" },
      { do: "hold EventSource" },
      { do: "kill streams" },
      { do: "cut requests" },
      { do: "hold slow answers" },
      { do: "heal" },
      { do: "sleep" },
      { do: "pageshow" },
      { do: "hidden" },
    ),
  },
);

const healthy = {
  ...{ isUp: true, holdsStreams: false, killsStreamsAfterMs: null },
  ...{ cutsRequestsAfterMs: null, holdsSlowAnswers: false },
};

async function take(world: World, what: Step): Promise<void> {
  const { server, page, sent } = world;
  switch (what.do) {
    case "send":
      sent.push(`mine ${String(sent.length)}`);
      page.send(sent.at(-1) ?? "");
      return;
    case "customer says":
      server.post(customer, `theirs ${String(server.head)}`);
      return;
    case "wait":
      await vi.advanceTimersByTimeAsync(what.ms);
      return;
    case "spoil a post":
      server.postFaults.push(what.fault);
      return;
    case "spoil an event":
      server.streamFaults.push(what.fault);
      return;
    case "server down":
      server.goDown();
      return;
    case "server up":
      server.isUp = true;
      return;
    case "cut streams":
      server.cutStreams();
      return;
    case "new epoch":
      server.changeEpoch();
      return;
    case "hold streams":
    case "let streams through":
      server.holdsStreams = what.do === "hold streams";
      return;
    case "hold EventSource":
      server.holdsStreams = "get";
      return;
    case "kill streams":
      server.killsStreamsAfterMs = 300;
      return;
    case "cut requests":
      server.cutsRequestsAfterMs = 2_000;
      return;
    case "hold slow answers":
      server.holdsSlowAnswers = true;
      return;
    case "heal":
      Object.assign(server, healthy);
      return;
    case "reload":
      world.reload();
      return;
    default:
      page.signal({ type: what.do });
  }
}

/** A page that notes, at every change anyone can see, what is on it twice or out of order. */
function openWatchedPage(server: FakeSessionServer, storage: OutboxStorage, wrong: string[]) {
  const page = openPageOn(server, storage);
  page.store.subscribe(({ transcript, acknowledged, pending }) => {
    const all = [...transcript.messages, ...acknowledged, ...pending].map(({ text }) => text);
    const isDoubled = new Set(all).size !== all.length;
    const seqs = transcript.messages.map(({ seq }) => seq);
    const isMixed = seqs.some((seq, at) => seq <= (seqs[at - 1] ?? 0));
    if (isDoubled || isMixed) wrong.push(all.join(", "));
  });
  return page;
}

test("whatever is lost, doubled, cut or restarted: everything sent is there once, and in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      vi.clearAllTimers();
      const server = new FakeSessionServer();
      const storage = createMemoryOutboxStorage();
      server.post(customer, "opening");
      const wrong: string[] = [];
      const world: World = {
        server,
        page: openWatchedPage(server, storage, wrong),
        sent: [],
        reload: () => {
          world.page.stop();
          world.page = openWatchedPage(server, storage, wrong);
        },
      };
      for (const one of steps) await take(world, one);
      Object.assign(server, healthy, { postFaults: [], streamFaults: [] });
      world.page.signal({ type: "online" });
      world.page.signal({ type: "visible" });
      await vi.advanceTimersByTimeAsync(60_000);

      const { transcript, pending, acknowledged, connection } = world.page.store.getState();
      expect(wrong).toEqual([]);
      expect(connection).toBe("connected");
      expect(server.mostStreams).toBeLessThanOrEqual(1);
      expect({ pending, acknowledged }).toEqual({ pending: [], acknowledged: [] });
      expect(transcript.messages).toEqual(server.messages.slice(-transcript.messages.length));
      expect(transcript.messages.length).toBeGreaterThanOrEqual(Math.min(40, server.head));
      const mine = server.messages.filter(({ author }) => author.role === "trainee");
      expect(mine.map(({ text }) => text)).toEqual(world.sent);
      expect(await storage.list()).toEqual([]);
      world.page.stop();
    }),
    { numRuns: 300 },
  );
}, 60_000);
