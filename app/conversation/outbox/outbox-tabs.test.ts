import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type BrowserClock, browserClock } from "../browser-clock";
import type { Conversation } from "../conversation-types";
import { FakeSessionServer, type PostFault } from "../fakes/fake-session-server";
import { createLeftovers } from "./leftovers";
import { createOneBrowser } from "./one-browser";
import { createOutbox, type Outbox, type SharedOutbox } from "./outbox";
import { noNotices } from "./outbox-notices";
import type { PostMessage, PostOutcome } from "./post-client";
import { openPageOn } from "../fakes/page-on-fake-server";

let server: FakeSessionServer;
let browser: ReturnType<typeof createOneBrowser>;
let open: Conversation[];

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeSessionServer();
  browser = createOneBrowser();
  open = [];
});
afterEach(() => {
  for (const page of open) page.stop();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const openTab = () => {
  const shared = browser.openTab();
  const page = openPageOn(server, shared.storage, shared);
  open.push(page);
  return page;
};
const unsent = (page: Conversation) =>
  page.store.getState().pending.map(({ text, state }) => `${text}: ${state}`);
const keyOf = (page: Conversation) => page.store.getState().pending[0]?.key ?? "";
const posts = () => server.requests.filter((one) => one.startsWith("POST /sessions/"));

describe("two tabs of one session", () => {
  test("what one sends is sent once, and stands in both", async () => {
    const [one, two] = [openTab(), openTab()];
    await pass(1_000);
    one.send("Hello");
    two.send("Are you there?");
    await pass(5_000);
    expect(posts()).toHaveLength(2);
    for (const page of [one, two]) {
      expect(unsent(page)).toEqual([]);
      expect(page.store.getState().transcript.messages).toHaveLength(2);
    }
  });

  test("what waits is shown in both, and gone from both when one discards it", async () => {
    const [one, two] = [openTab(), openTab()];
    await pass(1_000);
    server.isUp = false;
    one.send("Hello");
    one.send("Never mind");
    await pass(10);
    expect(unsent(two)).toEqual(["Hello: waiting", "Never mind: waiting"]);
    expect(two.store.getState().sentKey).toBeNull();
    two.discard(keyOf(two));
    await pass(10);
    expect(unsent(one)).toEqual(["Never mind: waiting"]);
    server.isUp = true;
    await pass(60_000);
    expect(server.messages.map(({ text }) => text)).toEqual(["Never mind"]);
  });

  test("what one refuses to give up is sent by the other after the first was closed", async () => {
    const [one, two] = [openTab(), openTab()];
    await pass(1_000);
    server.goDown();
    one.send("Hello");
    await pass(100);
    one.stop();
    server.isUp = true;
    await pass(20_000);
    expect(unsent(two)).toEqual([]);
    expect(server.messages.map(({ text }) => text)).toEqual(["Hello"]);
  });

  test("the ten-minute question is asked in both and answered in one", async () => {
    const [one, two] = [openTab(), openTab()];
    await pass(1_000);
    server.goDown();
    one.send("Hello");
    await pass(11 * 60_000);
    expect(unsent(two)).toEqual(["Hello: not_sent"]);
    server.isUp = true;
    two.retry(keyOf(two));
    await pass(5_000);
    expect(unsent(one)).toEqual([]);
    expect(server.messages).toHaveLength(1);
  });
});

type TabStep =
  | { do: "send" | "close and open"; tab: 0 | 1 }
  | { do: "wait"; ms: number }
  | { do: "spoil a post"; fault: PostFault }
  | { do: "down" | "up" };

const tab = fc.constantFrom<0 | 1>(0, 1);
const tabStep: fc.Arbitrary<TabStep> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("send" as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("close and open" as const), tab }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(4_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("spoil a post" as const),
      fault: fc.constantFrom<PostFault>("lose_request", "lose_answer", 429, 503),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<TabStep>({ do: "down" }, { do: "up" }) },
);

test("whatever two tabs send and whenever they are closed: all of it is there once, each tab's in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tabStep, { maxLength: 30 }), async (steps) => {
      vi.clearAllTimers();
      server = new FakeSessionServer();
      browser = createOneBrowser();
      const tabs = [openTab(), openTab()];
      const sent: [string[], string[]] = [[], []];
      for (const step of steps) {
        if (step.do === "wait") await pass(step.ms);
        if (step.do === "spoil a post") server.postFaults.push(step.fault);
        if (step.do === "down") server.goDown();
        if (step.do === "up") server.isUp = true;
        if (step.do === "send") {
          const text = `${String(step.tab)}: ${String(sent[step.tab].length)}`;
          sent[step.tab].push(text);
          tabs[step.tab]?.send(text);
        }
        if (step.do === "close and open") {
          tabs[step.tab]?.stop();
          tabs[step.tab] = openTab();
          // Nobody can write in a page so soon.
          await pass(20);
        }
      }
      Object.assign(server, { isUp: true, postFaults: [] });
      for (const page of tabs) page.signal({ type: "online" });
      await pass(60_000);
      const stored = server.messages.map(({ text }) => text);
      for (const at of [0, 1] as const) {
        expect(stored.filter((text) => text.startsWith(String(at)))).toEqual(sent[at]);
      }
      for (const page of tabs) expect(unsent(page)).toEqual([]);
      expect(await browser.openTab().storage.list()).toEqual([]);
      for (const page of tabs) page.stop();
    }),
    { numRuns: 400 },
  );
}, 60_000);

function createSender(
  sessionId: string,
  shared: SharedOutbox,
  post: PostMessage,
  clock: BrowserClock = browserClock,
): Outbox {
  return createOutbox({
    ...shared,
    ...{ sessionId, post, clock, notOurs: "leave" },
    isStored: () => false,
    changed: () => undefined,
    stored: () => undefined,
    signedOut: () => undefined,
    random: () => 0.5,
    randomUUID: () => "key",
  });
}

test("a frozen page that wakes doesn't bring back what another one has sent meanwhile", async () => {
  const message = server.post({ role: "trainee", name: "Tess" }, "Hello", "key");
  let isOnline = false;
  const post: PostMessage = () =>
    Promise.resolve(isOnline ? { kind: "stored", message } : { kind: "again", retryAfterMs: null });
  const writer = createSender("s", browser.openTab(), post);
  await writer.start();
  writer.send("Hello");
  await pass(10);
  const asleep = { now: () => Date.now(), after: () => () => undefined };
  const shared = { ...browser.openTab(), notices: noNotices };
  const frozen = createSender("s", shared, post, asleep);
  await frozen.start();
  await pass(100);
  expect(await shared.storage.list()).toHaveLength(1);
  isOnline = true;
  await pass(11 * 60_000);
  expect(await shared.storage.list()).toEqual([]);
  frozen.wake();
  await pass(1_000);
  expect(await shared.storage.list()).toEqual([]);
});

test("what is old is asked about when a page is opened offline, and doesn't look under way", async () => {
  const one = openTab();
  server.goDown();
  one.send("Hello");
  await pass(100);
  one.stop();
  await pass(11 * 60_000);
  const before = posts().length;
  const two = openTab();
  const shown = new Set<string>();
  two.store.subscribe(() => unsent(two).forEach((line) => shown.add(line)));
  await pass(100);
  expect([...shown]).toEqual(["Hello: waiting", "Hello: not_sent"]);
  expect(posts()).toHaveLength(before);
});

describe("what was left unsent in another session", () => {
  async function leaveBehind(outcome: PostOutcome) {
    const shared = browser.openTab();
    const earlier = createSender("earlier", shared, () => new Promise(() => undefined));
    await earlier.start();
    earlier.send("Hello");
    earlier.stop();
    const posted: string[] = [];
    const leftovers = createLeftovers({
      sessionId: "mine",
      storage: shared.storage,
      openOutbox: (sessionId) =>
        createSender(sessionId, browser.openTab(), ({ text }) => {
          posted.push(`${sessionId}: ${text}`);
          return Promise.resolve(outcome);
        }),
    });
    leftovers.wake();
    await pass(25_000);
    leftovers.stop();
    return { posted, kept: await shared.storage.list() };
  }

  test("is sent by the next page of whichever session", async () => {
    const message = server.post({ role: "trainee", name: "Tess" }, "Hello", "key");
    const { posted, kept } = await leaveBehind({ kind: "stored", message });
    expect(posted).toEqual(["earlier: Hello"]);
    expect(kept).toEqual([]);
  });

  test("stays as it is when someone else has signed in meanwhile", async () => {
    const { posted, kept } = await leaveBehind({ kind: "not_ours", detail: "Nothing here" });
    expect(posted).toHaveLength(1);
    expect(kept).toMatchObject([{ text: "Hello", state: "waiting", error: null }]);
  });

  test("waits with its reason on its own page when it is refused", async () => {
    const { kept } = await leaveBehind({ kind: "refused", detail: "The session has ended" });
    expect(kept).toMatchObject([{ state: "not_sent", error: "The session has ended" }]);
  });
});
