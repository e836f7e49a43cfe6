import { describe, expect, test } from "vitest";
import { stageConversation } from "./fakes/conversation-scene";

const scene = stageConversation();
const { pass, state, texts, unsent } = scene;

describe("sending through trouble", () => {
  test("a message goes again with the same key until it is stored, and is stored once", async () => {
    await pass(1_000);
    scene.server.postFaults = ["lose_request", "lose_answer", 503, 429];
    scene.page.send("Hello");
    await pass(60_000);
    expect(unsent()).toEqual([]);
    expect(scene.server.messages.filter(({ text }) => text === "Hello")).toHaveLength(1);
  });

  test("messages wait for the one before them and arrive in order", async () => {
    await pass(1_000);
    scene.server.postFaults = [503];
    scene.page.send("one");
    scene.page.send("two");
    scene.page.send("three");
    expect(unsent()).toEqual(["one: sending", "two: waiting", "three: waiting"]);
    await pass(10_000);
    expect(texts().slice(1)).toEqual(["one", "two", "three"]);
  });

  test("a refused message is not sent, says why, and does not hold up the next", async () => {
    await pass(1_000);
    scene.server.refusal = { status: 409, detail: "The session has ended" };
    scene.page.send("Too late");
    await pass(100);
    expect(state().pending[0]).toMatchObject({ state: "not_sent", error: "The session has ended" });
    scene.server.refusal = null;
    scene.page.send("Next");
    await pass(100);
    expect(texts().at(-1)).toBe("Next");
  });

  test("Retry sends it under its old key, Edit gives its text back, Discard removes it", async () => {
    await pass(1_000);
    scene.server.refusal = { status: 422, detail: "The message is too long" };
    for (const text of ["a", "b", "c"]) scene.page.send(text);
    await pass(1_000);
    const [a, b, c] = state().pending.map(({ key }) => key);
    scene.server.refusal = null;
    scene.page.retry(a ?? "");
    expect(scene.page.edit(b ?? "")).toBe("b");
    scene.page.discard(c ?? "");
    await pass(100);
    expect(unsent()).toEqual([]);
    expect(scene.server.messages.at(-1)).toMatchObject({ text: "a", clientMessageId: a });
    expect(scene.page.edit(b ?? "")).toBeNull();
  });

  test("signed out, it says so, keeps the text, and sends it after signing in again", async () => {
    await pass(1_000);
    scene.server.isSignedIn = false;
    scene.page.send("Hello");
    await pass(1_000);
    expect(state().problem).toBe("signed_out");
    expect(unsent()).toEqual(["Hello: waiting"]);
    scene.server.isSignedIn = true;
    scene.page.signal({ type: "visible" });
    await pass(1_000);
    expect(state()).toMatchObject({ problem: null, connection: "connected", pending: [] });
    expect(texts().at(-1)).toBe("Hello");
  });

  test("signed out, a receipt waits for signing in again", async () => {
    await pass(1_000);
    const receipts = () => scene.server.requests.filter((one) => one.includes("/receipts"));
    scene.server.isSignedIn = false;
    const before = receipts().length;
    scene.page.markRead(1);
    await pass(60_000);
    expect(receipts()).toHaveLength(before + 1);
    scene.server.isSignedIn = true;
    scene.page.signal({ type: "visible" });
    await pass(10_000);
    expect(receipts()).toHaveLength(before + 2);
    expect(receipts().at(-1)).toContain('"readSeq":1');
  });

  test("the server's Retry-After is not cut short by a connection that comes back", async () => {
    await pass(1_000);
    scene.server.postFaults = [429];
    scene.page.send("Hello");
    await pass(100);
    scene.server.cutStreams();
    await pass(1_800);
    expect(state().connection).toBe("connected");
    expect(unsent()).toEqual(["Hello: waiting"]);
    await pass(3_000);
    expect(unsent()).toEqual([]);
  });

  test("a message older than ten minutes asks before it goes", async () => {
    await pass(1_000);
    scene.server.goDown();
    scene.page.send("Hello");
    await pass(11 * 60_000);
    expect(state().pending[0]).toMatchObject({ state: "not_sent" });
    expect(state().pending[0]?.error).toContain("more than ten minutes ago");
    scene.server.isUp = true;
    scene.page.retry(state().pending[0]?.key ?? "");
    await pass(1_000);
    expect(texts().at(-1)).toBe("Hello");
  });

  test("after a reload the unsent come back, in order, without doubling what was stored", async () => {
    await pass(1_000);
    scene.server.postFaults = ["lose_answer"];
    scene.server.streamFaults = ["drop"];
    scene.page.send("stored, but nobody knows");
    scene.page.send("never left");
    await pass(30);
    scene.reopen();
    await pass(10);
    const shown = [...texts(), ...state().pending.map(({ text }) => text)];
    expect(shown.slice(1)).toEqual(["stored, but nobody knows", "never left"]);
    await pass(5_000);
    expect(texts().slice(1)).toEqual(["stored, but nobody knows", "never left"]);
    expect(scene.server.messages).toHaveLength(3);
    expect(await scene.storage.list()).toEqual([]);
  });
});
