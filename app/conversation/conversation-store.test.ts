import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Conversation } from "./conversation-types";
import { customer, FakeSessionServer } from "./fake-session-server";
import { createMemoryOutboxStorage, type OutboxStorage } from "./outbox-storage";
import { openPageOn } from "./page-on-fake-server";
import { createTestWebStorage } from "./test-web-storage";

let server: FakeSessionServer;
let storage: OutboxStorage;
let page: Conversation;

const openPage = () => openPageOn(server, storage);

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeSessionServer();
  server.post(customer, "I can't get into anything this morning");
  storage = createMemoryOutboxStorage();
  page = openPage();
});

afterEach(() => {
  page.stop();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const state = () => page.store.getState();
const texts = () => state().transcript.messages.map(({ text }) => text);
const unsent = () => state().pending.map((one) => `${one.text}: ${one.state}`);

describe("a live conversation", () => {
  test("what the customer says appears, and a delivered receipt goes back", async () => {
    await pass(1_000);
    expect(state().connection).toBe("connected");
    server.post(customer, "Are you there?");
    await pass(500);
    expect(texts()).toEqual(["I can't get into anything this morning", "Are you there?"]);
    expect(server.requests.at(-1)).toContain('receipts?{"deliveredSeq":2,"readSeq":0}');
  });

  test("an own message shows at once, and is on the screen once whichever comes first", async () => {
    await pass(1_000);
    const seen: number[] = [];
    page.store.subscribe(({ transcript, pending, acknowledged }) => {
      const all = [...transcript.messages, ...pending, ...acknowledged];
      seen.push(all.filter(({ text }) => text === "Hello").length);
    });
    page.send("Hello");
    expect(unsent()).toEqual(["Hello: sending"]);
    await pass(100);
    expect(unsent()).toEqual([]);
    expect(texts().at(-1)).toBe("Hello");
    expect(new Set(seen)).toEqual(new Set([1]));
  });

  test("a message after one whose answer was lost is sent", async () => {
    await pass(1_000);
    server.postFaults = ["lose_answer"];
    page.send("Hello");
    await pass(100);
    expect(unsent()).toEqual([]);
    await pass(40_000);
    page.send("Are you there?");
    await pass(1_000);
    expect(unsent()).toEqual([]);
    expect(texts().slice(1)).toEqual(["Hello", "Are you there?"]);
  });

  test.each([60 * 60_000, 40 * 24 * 60 * 60_000])(
    "a clock that is set back by %i ms doesn't make a pause longer than the server asked for",
    async (back) => {
      await pass(1_000);
      server.postFaults = [429];
      page.send("Hello");
      await pass(100);
      vi.setSystemTime(Date.now() - back);
      await pass(8_000);
      expect(server.messages.map(({ text }) => text)).toContain("Hello");
    },
  );

  test("the last message sent here stays the last sent, whatever becomes of it and of those before", async () => {
    await pass(1_000);
    expect(state().sentKey).toBeNull();
    server.refusal = { status: 422, detail: "The message is too long" };
    page.send("Too long");
    const tooLong = state().pending.at(-1)?.key;
    expect(state().sentKey).toBe(tooLong);
    await pass(100);
    server.refusal = null;
    page.send("Hello");
    const hello = state().pending.at(-1)?.key;
    await pass(1_000);
    expect(unsent()).toEqual(["Too long: not_sent"]);
    expect(state().sentKey).toBe(hello);
    expect(hello).not.toBe(tooLong);
  });

  test("a line of the customer that an own message has overtaken is heard all the same, once", async () => {
    await pass(1_000);
    server.streamFaults = ["drop", "drop"];
    server.post(customer, "overtaken");
    page.send("Hello");
    await pass(45);
    expect(state().acknowledged.map(({ text }) => text)).toEqual(["Hello"]);
    expect(state().heard).toEqual([]);
    await pass(1_000);
    expect(state().heard.map(({ text }) => text)).toEqual(["overtaken"]);
  });

  test("what the customer types is shown, and ends by itself if its end gets lost", async () => {
    await pass(1_000);
    const typing = { author: customer, typing: true, expiresInMs: 6_000 };
    server.tell({ type: "typing.changed", data: typing });
    expect(state().transcript.typing).toHaveLength(1);
    await pass(6_100);
    expect(state().transcript.typing).toEqual([]);
  });

  test("while nothing gets through, nobody is said to type", async () => {
    await pass(1_000);
    const typing = { author: customer, typing: true, expiresInMs: 10_000 };
    server.tell({ type: "typing.changed", data: typing });
    server.goDown();
    page.signal({ type: "offline" });
    expect(state().connection).toBe("offline");
    expect(state().transcript.typing).toEqual([]);
  });

  test("a lost event is found by the next heartbeat and fetched", async () => {
    await pass(1_000);
    server.streamFaults = ["drop"];
    server.post(customer, "lost on the way");
    await pass(100);
    expect(texts()).not.toContain("lost on the way");
    server.heartbeat();
    await pass(1_000);
    expect(texts()).toContain("lost on the way");
  });

  test("a lost event is found by the answer to any other request", async () => {
    await pass(1_000);
    server.streamFaults = ["drop", "drop"];
    server.post(customer, "lost on the way");
    page.send("Hello");
    await pass(1_000);
    expect(texts().slice(1)).toEqual(["lost on the way", "Hello"]);
  });

  test("events that come twice or in the wrong order are put right", async () => {
    await pass(1_000);
    server.streamFaults = ["double", "swap", "double"];
    for (const text of ["one", "two", "three", "four"]) server.post(customer, text);
    await pass(1_000);
    expect(texts().slice(1)).toEqual(["one", "two", "three", "four"]);
  });

  test("after a reset the tools that were used are on the page again", async () => {
    await pass(1_000);
    server.streamFaults = ["drop"];
    const action = {
      seq: 2,
      tool: "unlock",
      label: "Unlock",
      by: "Tess",
      at: "2026-01-02T03:04:05Z",
    };
    server.append({ type: "action.taken", data: action });
    server.changeEpoch();
    await pass(5_000);
    expect(state().transcript.actions).toEqual([action]);
  });

  test("after a reset the history is read again, and what is unsent stays", async () => {
    await pass(1_000);
    server.postFaults = ["lose_request", "lose_request", "lose_request"];
    page.send("unsent");
    await pass(100);
    server.changeEpoch();
    server.post(customer, "after the restore");
    await pass(300);
    expect(unsent()).toEqual(["unsent: waiting"]);
    await pass(20_000);
    expect(state().heard.map(({ text }) => text)).toEqual(["after the restore"]);
    expect(texts().slice(1)).toEqual(["after the restore", "unsent"]);
    expect(state().connection).toBe("connected");
  });

  test("newer loader data makes it fetch what is new, and older changes nothing", async () => {
    await pass(1_000);
    const older = server.snapshot();
    server.streamFaults = ["drop"];
    server.post(customer, "missed");
    page.offer(server.snapshot());
    await pass(100);
    expect(texts()).toContain("missed");
    page.offer(older);
    await pass(100);
    expect(texts()).toContain("missed");
  });
});

describe("sending through trouble", () => {
  test("a message goes again with the same key until it is stored, and is stored once", async () => {
    await pass(1_000);
    server.postFaults = ["lose_request", "lose_answer", 503, 429];
    page.send("Hello");
    await pass(60_000);
    expect(unsent()).toEqual([]);
    expect(server.messages.filter(({ text }) => text === "Hello")).toHaveLength(1);
  });

  test("messages wait for the one before them and arrive in order", async () => {
    await pass(1_000);
    server.postFaults = [503];
    page.send("one");
    page.send("two");
    page.send("three");
    expect(unsent()).toEqual(["one: sending", "two: waiting", "three: waiting"]);
    await pass(10_000);
    expect(texts().slice(1)).toEqual(["one", "two", "three"]);
  });

  test("a refused message is not sent, says why, and does not hold up the next", async () => {
    await pass(1_000);
    server.refusal = { status: 409, detail: "The session has ended" };
    page.send("Too late");
    await pass(100);
    expect(state().pending[0]).toMatchObject({ state: "not_sent", error: "The session has ended" });
    server.refusal = null;
    page.send("Next");
    await pass(100);
    expect(texts().at(-1)).toBe("Next");
  });

  test("Retry sends it under its old key, Edit gives its text back, Discard removes it", async () => {
    await pass(1_000);
    server.refusal = { status: 422, detail: "The message is too long" };
    for (const text of ["a", "b", "c"]) page.send(text);
    await pass(1_000);
    const [a, b, c] = state().pending.map(({ key }) => key);
    server.refusal = null;
    page.retry(a ?? "");
    expect(page.edit(b ?? "")).toBe("b");
    page.discard(c ?? "");
    await pass(100);
    expect(unsent()).toEqual([]);
    expect(server.messages.at(-1)).toMatchObject({ text: "a", clientMessageId: a });
    expect(page.edit(b ?? "")).toBeNull();
  });

  test("signed out, it says so, keeps the text, and sends it after signing in again", async () => {
    await pass(1_000);
    server.isSignedIn = false;
    page.send("Hello");
    await pass(1_000);
    expect(state().problem).toBe("signed_out");
    expect(unsent()).toEqual(["Hello: waiting"]);
    server.isSignedIn = true;
    page.signal({ type: "visible" });
    await pass(1_000);
    expect(state()).toMatchObject({ problem: null, connection: "connected", pending: [] });
    expect(texts().at(-1)).toBe("Hello");
  });

  test("the server's Retry-After is not cut short by a connection that comes back", async () => {
    await pass(1_000);
    server.postFaults = [429];
    page.send("Hello");
    await pass(100);
    server.cutStreams();
    await pass(1_800);
    expect(state().connection).toBe("connected");
    expect(unsent()).toEqual(["Hello: waiting"]);
    await pass(3_000);
    expect(unsent()).toEqual([]);
  });

  test("a message older than ten minutes asks before it goes", async () => {
    await pass(1_000);
    server.goDown();
    page.send("Hello");
    await pass(11 * 60_000);
    expect(state().pending[0]).toMatchObject({ state: "not_sent" });
    expect(state().pending[0]?.error).toContain("more than ten minutes ago");
    server.isUp = true;
    page.retry(state().pending[0]?.key ?? "");
    await pass(1_000);
    expect(texts().at(-1)).toBe("Hello");
  });

  test("after a reload the unsent come back, in order, without doubling what was stored", async () => {
    await pass(1_000);
    server.postFaults = ["lose_answer"];
    server.streamFaults = ["drop"];
    page.send("stored, but nobody knows");
    page.send("never left");
    await pass(30);
    page.stop();
    page = openPage();
    await pass(10);
    const shown = [...texts(), ...state().pending.map(({ text }) => text)];
    expect(shown.slice(1)).toEqual(["stored, but nobody knows", "never left"]);
    await pass(5_000);
    expect(texts().slice(1)).toEqual(["stored, but nobody knows", "never left"]);
    expect(server.messages).toHaveLength(3);
    expect(await storage.list()).toEqual([]);
  });
});

describe("the connection", () => {
  test("a short loss is not shown; a longer one is, and heals by itself", async () => {
    await pass(1_000);
    server.goDown();
    await pass(4_900);
    expect(state().connection).toBe("connected");
    await pass(200);
    expect(state().connection).toBe("reconnecting");
    server.isUp = true;
    server.post(customer, "while you were away");
    await pass(30_000);
    expect(state().connection).toBe("connected");
    expect(texts()).toContain("while you were away");
  });

  test("offline is shown at once, and online heals at once", async () => {
    await pass(1_000);
    server.goDown();
    page.signal({ type: "offline" });
    expect(state().connection).toBe("offline");
    page.send("written offline");
    await pass(20_000);
    expect(unsent()).toEqual(["written offline: waiting"]);
    server.isUp = true;
    page.signal({ type: "online" });
    await pass(200);
    expect(state().connection).toBe("connected");
    expect(texts()).toContain("written offline");
  });

  test("behind a proxy that holds streams back it polls, and nobody waits meanwhile", async () => {
    server.holdsStreams = true;
    page.stop();
    page = openPage();
    server.streamFaults = ["drop"];
    server.post(customer, "right after the page was made");
    await pass(1_400);
    expect(texts()).toContain("right after the page was made");
    server.post(customer, "soon enough");
    await pass(100);
    expect(texts()).toContain("soon enough");
    await pass(5_000);
    expect(state()).toMatchObject({ connection: "limited", transport: "longPoll" });
    server.post(customer, "at once");
    await pass(100);
    expect(texts()).toContain("at once");
    server.holdsStreams = false;
    await pass(60_000);
    expect(state()).toMatchObject({ connection: "connected", transport: "eventSource" });
  });

  test("behind a proxy that holds only EventSource back, the streamed fetch carries", async () => {
    server.holdsStreams = "get";
    page.stop();
    page = openPage();
    await pass(4_000);
    expect(state()).toMatchObject({ connection: "connected", transport: "fetchStream" });
    server.post(customer, "grüß dich 👋");
    await pass(10);
    expect(texts()).toContain("grüß dich 👋");
    expect(server.mostStreams).toBe(1);
  });

  test.each([
    ["cuts requests after two seconds", () => (server.cutsRequestsAfterMs = 2_000)],
    ["never hands on slow answers", () => (server.holdsSlowAnswers = true)],
  ])("behind a proxy that holds streams and %s it asks every two seconds", async (_, spoil) => {
    server.holdsStreams = true;
    spoil();
    page.stop();
    page = openPage();
    await pass(25_000);
    expect(state()).toMatchObject({ connection: "limited", transport: "shortPoll" });
    for (let at = 0; at < 20; at += 1) {
      server.post(customer, `line ${String(at)}`);
      await pass(2_500);
      expect(texts()).toContain(`line ${String(at)}`);
    }
    Object.assign(server, { cutsRequestsAfterMs: null, holdsSlowAnswers: false });
    await pass(400_000);
    expect(state()).toMatchObject({ transport: "longPoll" });
    server.holdsStreams = false;
    await pass(600_000);
    expect(state().connection).toBe("connected");
  });

  test("behind a proxy that cuts requests after ten seconds, the long poll stays, and nothing waits", async () => {
    server.holdsStreams = true;
    server.cutsRequestsAfterMs = 10_000;
    page.stop();
    page = openPage();
    await pass(120_000);
    expect(state().transport).toBe("longPoll");
    server.post(customer, "at once");
    await pass(200);
    expect(texts()).toContain("at once");
  });

  test("behind a box that holds what comes alone, nothing waits and the page says Limited", async () => {
    server.holdsWhatComesAlone = true;
    page.stop();
    page = openPage();
    await pass(30_000);
    expect(state()).toMatchObject({ connection: "limited", transport: "longPoll" });
    server.post(customer, "at once");
    await pass(200);
    expect(texts()).toContain("at once");
  });

  test.each([200, 5_500, 20_000])(
    "behind a proxy that kills every stream after %i ms nothing waits for long",
    async (ms) => {
      server.killsStreamsAfterMs = ms;
      page.stop();
      page = openPage();
      for (let at = 0; at < 100; at += 1) {
        server.post(customer, `line ${String(at)}`);
        await pass(1_500);
        expect(texts()).toContain(`line ${String(at)}`);
      }
      const streams = server.requests.filter((one) => one.includes("/events")).length;
      expect(streams).toBeLessThan(20);
      expect(server.mostStreams).toBe(1);
    },
  );

  test("the next page begins with what worked for this one, unless it is long ago", async () => {
    const web = createTestWebStorage();
    const openAnother = () => {
      page.stop();
      page = openPageOn(server, storage, {}, web);
    };
    server.holdsStreams = true;
    openAnother();
    await pass(10_000);
    openAnother();
    await pass(100);
    expect(state()).toMatchObject({ connection: "limited", transport: "longPoll" });
    page.stop();
    await pass(31 * 60_000);
    server.holdsStreams = false;
    openAnother();
    await pass(200);
    expect(state()).toMatchObject({ connection: "connected", transport: "eventSource" });
  });

  test("a restart leaves nothing behind: the stream is back, by whichever rung one came", async () => {
    for (const holds of [false, true, "get"] as const) {
      server.holdsStreams = holds;
      page.stop();
      page = openPage();
      await pass(20_000);
      server.goDown();
      server.holdsStreams = false;
      await pass(10_000);
      server.isUp = true;
      await pass(60_000);
      expect(state().connection).toBe("connected");
    }
  });

  test("asleep, it sends what is unsent and receives nothing; awake, it has all at once", async () => {
    await pass(1_000);
    page.signal({ type: "sleep" });
    expect(server.openStreams).toBe(0);
    page.send("from behind");
    server.post(customer, "unseen");
    await pass(60_000);
    expect(server.messages.map(({ text }) => text)).toContain("from behind");
    expect(unsent()).toEqual([]);
    expect(server.openStreams).toBe(0);
    page.signal({ type: "visible" });
    await pass(100);
    expect(texts().slice(1)).toEqual(["unseen", "from behind"]);
    expect(state()).toMatchObject({ connection: "connected", transport: "eventSource" });
  });

  test("a server that sends streams away for a moment isn't held against them", async () => {
    server.sendsStreamsAway = true;
    page.stop();
    page = openPage();
    await pass(8_000);
    const opened = server.requests.filter((one) => one.includes("/events?")).length;
    expect(opened).toBeLessThanOrEqual(10);
    expect(server.requests.filter((one) => one.includes("wait=20"))).toEqual([]);
    server.sendsStreamsAway = false;
    server.post(customer, "from a neighbour");
    await pass(3_500);
    expect(state().connection).toBe("connected");
    expect(texts()).toContain("from a neighbour");
  });

  test("a stream that falls silent is replaced", async () => {
    await pass(70_000);
    const before = server.requests.length;
    server.holdsStreams = true;
    await pass(20_500);
    server.holdsStreams = false;
    await pass(4_000);
    expect(server.requests.length).toBeGreaterThan(before);
    expect(state().connection).toBe("connected");
  });

  test("leaving the page closes everything, and coming back starts again", async () => {
    await pass(1_000);
    page.stop();
    expect(server.openStreams).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    page.start();
    await pass(1_000);
    expect(state().connection).toBe("connected");
  });
});

describe("history", () => {
  const fill = (count: number) => {
    for (let at = 1; at <= count; at += 1) server.post(customer, `line ${String(at)}`);
  };

  test("earlier pages are put in front until the beginning is reached", async () => {
    fill(99);
    page.stop();
    page = openPage();
    await pass(1_000);
    expect(state().transcript.hasEarlier).toBe(true);
    await Promise.all([page.loadEarlier(), pass(100)]);
    await Promise.all([page.loadEarlier(), pass(100)]);
    expect(texts()).toHaveLength(100);
    expect(state().transcript.hasEarlier).toBe(false);
  });

  test("far up in a long history new messages wait below, and sending goes back to the end", async () => {
    fill(400);
    page.stop();
    page = openPage();
    await pass(1_000);
    for (let at = 0; at < 8; at += 1) await Promise.all([page.loadEarlier(), pass(100)]);
    expect(texts()).toHaveLength(300);
    expect(state().hasLater).toBe(true);
    server.post(customer, "new");
    await pass(100);
    expect(texts()).not.toContain("new");
    page.send("mine");
    await pass(1_000);
    expect(texts().slice(-2)).toEqual(["new", "mine"]);
    expect(state().hasLater).toBe(false);
  });

  test("what was sent offline from far up is in sight once it is stored, and the count of new lines goes on", async () => {
    fill(400);
    page.stop();
    page = openPage();
    await pass(1_000);
    for (let at = 0; at < 8; at += 1) await Promise.all([page.loadEarlier(), pass(100)]);
    server.goDown();
    page.send("mine");
    await pass(1_000);
    expect(state().hasLater).toBe(true);
    server.isUp = true;
    server.post(customer, "new");
    page.signal({ type: "online" });
    await pass(5_000);
    expect(state()).toMatchObject({ hasLater: false, pending: [] });
    expect(texts().slice(-2)).toEqual(["new", "mine"]);
    expect(state().heard.map(({ text }) => text)).toEqual(["new"]);
  });

  test("far up, new lines are counted though they aren't shown, and old ones that are fetched aren't", async () => {
    fill(400);
    page.stop();
    page = openPage();
    await pass(1_000);
    for (let at = 0; at < 8; at += 1) await Promise.all([page.loadEarlier(), pass(100)]);
    server.post(customer, "new");
    await pass(100);
    await Promise.all([page.loadLater(), pass(100)]);
    expect(state().heard.map(({ text }) => text)).toEqual(["new"]);
    await Promise.all([page.loadLater(), page.loadNewest(), pass(200)]);
    expect(texts().at(-1)).toBe("new");
    expect(state().hasLater).toBe(false);
  });

  test("later pages lead back to the end without a hole", async () => {
    fill(400);
    page.stop();
    page = openPage();
    await pass(1_000);
    for (let at = 0; at < 8; at += 1) await Promise.all([page.loadEarlier(), pass(100)]);
    server.post(customer, "new");
    for (let at = 0; at < 8; at += 1) await Promise.all([page.loadLater(), pass(100)]);
    const seqs = state().transcript.messages.map(({ seq }) => seq);
    expect(state().hasLater).toBe(false);
    expect(seqs).toEqual(Array.from({ length: 300 }, (_, at) => server.head - 299 + at));
  });

  test("a page of history that doesn't come changes nothing", async () => {
    fill(99);
    page.stop();
    page = openPage();
    await pass(1_000);
    server.isUp = false;
    await Promise.all([page.loadEarlier(), pass(100)]);
    expect(texts()).toHaveLength(40);
    expect(state().loadingHistory).toBe(false);
  });
});
