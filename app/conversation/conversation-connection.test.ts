import { describe, expect, test, vi } from "vitest";
import { stageConversation } from "./fakes/conversation-scene";
import { customer } from "./fakes/fake-session-log";
import { createTestWebStorage } from "./outbox/test-web-storage";

const scene = stageConversation();
const { pass, state, texts, unsent } = scene;

describe("the connection", () => {
  test("a short loss is not shown; a longer one is, and heals by itself", async () => {
    await pass(1_000);
    scene.server.goDown();
    await pass(4_900);
    expect(state().connection).toBe("connected");
    await pass(200);
    expect(state().connection).toBe("reconnecting");
    scene.server.isUp = true;
    scene.server.post(customer, "while you were away");
    await pass(30_000);
    expect(state().connection).toBe("connected");
    expect(texts()).toContain("while you were away");
  });

  test("offline is shown at once, and online heals at once", async () => {
    await pass(1_000);
    scene.server.goDown();
    scene.page.signal({ type: "offline" });
    expect(state().connection).toBe("offline");
    scene.page.send("written offline");
    await pass(20_000);
    expect(unsent()).toEqual(["written offline: waiting"]);
    scene.server.isUp = true;
    scene.page.signal({ type: "online" });
    await pass(200);
    expect(state().connection).toBe("connected");
    expect(texts()).toContain("written offline");
  });

  test("behind a proxy that holds streams back it polls, and nobody waits meanwhile", async () => {
    scene.server.holdsStreams = true;
    scene.reopen();
    scene.server.streamFaults = ["drop"];
    scene.server.post(customer, "right after the page was made");
    await pass(1_400);
    expect(texts()).toContain("right after the page was made");
    scene.server.post(customer, "soon enough");
    await pass(100);
    expect(texts()).toContain("soon enough");
    await pass(5_000);
    expect(state()).toMatchObject({ connection: "limited", transport: "longPoll" });
    scene.server.post(customer, "at once");
    await pass(100);
    expect(texts()).toContain("at once");
    scene.server.holdsStreams = false;
    await pass(60_000);
    expect(state()).toMatchObject({ connection: "connected", transport: "eventSource" });
  });

  test("behind a proxy that holds only EventSource back, the streamed fetch carries", async () => {
    scene.server.holdsStreams = "get";
    scene.reopen();
    await pass(4_000);
    expect(state()).toMatchObject({ connection: "connected", transport: "fetchStream" });
    scene.server.post(customer, "grüß dich 👋");
    await pass(10);
    expect(texts()).toContain("grüß dich 👋");
    expect(scene.server.mostStreams).toBe(1);
  });

  test.each([
    ["cuts requests after two seconds", () => (scene.server.cutsRequestsAfterMs = 2_000)],
    ["never hands on slow answers", () => (scene.server.holdsSlowAnswers = true)],
  ])("behind a proxy that holds streams and %s it asks every two seconds", async (_, spoil) => {
    scene.server.holdsStreams = true;
    spoil();
    scene.reopen();
    await pass(25_000);
    expect(state()).toMatchObject({ connection: "limited", transport: "shortPoll" });
    for (let at = 0; at < 20; at += 1) {
      scene.server.post(customer, `line ${String(at)}`);
      await pass(2_500);
      expect(texts()).toContain(`line ${String(at)}`);
    }
    Object.assign(scene.server, { cutsRequestsAfterMs: null, holdsSlowAnswers: false });
    await pass(400_000);
    expect(state()).toMatchObject({ transport: "longPoll" });
    scene.server.holdsStreams = false;
    await pass(600_000);
    expect(state().connection).toBe("connected");
  });

  test("behind a proxy that cuts requests after ten seconds, the long poll stays, and nothing waits", async () => {
    scene.server.holdsStreams = true;
    scene.server.cutsRequestsAfterMs = 10_000;
    scene.reopen();
    await pass(120_000);
    expect(state().transport).toBe("longPoll");
    scene.server.post(customer, "at once");
    await pass(200);
    expect(texts()).toContain("at once");
  });

  test("behind a box that holds what comes alone, nothing waits and the page says Limited", async () => {
    scene.server.holdsWhatComesAlone = true;
    scene.reopen();
    await pass(30_000);
    expect(state()).toMatchObject({ connection: "limited", transport: "longPoll" });
    scene.server.post(customer, "at once");
    await pass(200);
    expect(texts()).toContain("at once");
  });

  test.each([200, 5_500, 20_000])(
    "behind a proxy that kills every stream after %i ms nothing waits for long",
    async (ms) => {
      scene.server.killsStreamsAfterMs = ms;
      scene.reopen();
      for (let at = 0; at < 100; at += 1) {
        scene.server.post(customer, `line ${String(at)}`);
        await pass(1_500);
        expect(texts()).toContain(`line ${String(at)}`);
      }
      const streams = scene.server.requests.filter((one) => one.includes("/events")).length;
      expect(streams).toBeLessThan(20);
      expect(scene.server.mostStreams).toBe(1);
    },
  );

  test("the next page begins with what worked for this one, unless it is long ago", async () => {
    const web = createTestWebStorage();
    const openAnother = () => {
      scene.reopen(web);
    };
    scene.server.holdsStreams = true;
    openAnother();
    await pass(10_000);
    openAnother();
    await pass(100);
    expect(state()).toMatchObject({ connection: "limited", transport: "longPoll" });
    scene.page.stop();
    await pass(31 * 60_000);
    scene.server.holdsStreams = false;
    openAnother();
    await pass(200);
    expect(state()).toMatchObject({ connection: "connected", transport: "eventSource" });
  });

  test("a restart leaves nothing behind: the stream is back, by whichever rung one came", async () => {
    for (const holds of [false, true, "get"] as const) {
      scene.server.holdsStreams = holds;
      scene.reopen();
      await pass(20_000);
      scene.server.goDown();
      scene.server.holdsStreams = false;
      await pass(10_000);
      scene.server.isUp = true;
      await pass(60_000);
      expect(state().connection).toBe("connected");
    }
  });

  test("asleep, it sends what is unsent and receives nothing; awake, it has all at once", async () => {
    await pass(1_000);
    scene.page.signal({ type: "sleep" });
    expect(scene.server.openStreams).toBe(0);
    scene.page.send("from behind");
    scene.server.post(customer, "unseen");
    await pass(60_000);
    expect(scene.server.messages.map(({ text }) => text)).toContain("from behind");
    expect(unsent()).toEqual([]);
    expect(scene.server.openStreams).toBe(0);
    scene.page.signal({ type: "visible" });
    await pass(100);
    expect(texts().slice(1)).toEqual(["unseen", "from behind"]);
    expect(state()).toMatchObject({ connection: "connected", transport: "eventSource" });
  });

  test("a server that sends streams away for a moment isn't held against them", async () => {
    scene.server.sendsStreamsAway = true;
    scene.reopen();
    await pass(8_000);
    const opened = scene.server.requests.filter((one) => one.includes("/events?")).length;
    expect(opened).toBeLessThanOrEqual(10);
    expect(scene.server.requests.filter((one) => one.includes("wait=20"))).toEqual([]);
    scene.server.sendsStreamsAway = false;
    scene.server.post(customer, "from a neighbour");
    await pass(3_500);
    expect(state().connection).toBe("connected");
    expect(texts()).toContain("from a neighbour");
  });

  test("a stream that falls silent is replaced", async () => {
    await pass(70_000);
    const before = scene.server.requests.length;
    scene.server.holdsStreams = true;
    await pass(20_500);
    scene.server.holdsStreams = false;
    await pass(4_000);
    expect(scene.server.requests.length).toBeGreaterThan(before);
    expect(state().connection).toBe("connected");
  });

  test("leaving the page closes everything, and coming back starts again", async () => {
    await pass(1_000);
    scene.page.stop();
    expect(scene.server.openStreams).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    scene.page.start();
    await pass(1_000);
    expect(state().connection).toBe("connected");
  });
});
