import { describe, expect, test, vi } from "vitest";
import { stageConversation } from "./fakes/conversation-scene";
import { customer } from "./fakes/fake-session-log";

const scene = stageConversation();
const { pass, state, texts, unsent } = scene;

describe("a live conversation", () => {
  test("what the customer says appears, and a delivered receipt goes back", async () => {
    await pass(1_000);
    expect(state().connection).toBe("connected");
    scene.server.post(customer, "Are you there?");
    await pass(500);
    expect(texts()).toEqual(["I can't get into anything this morning", "Are you there?"]);
    expect(scene.server.requests.at(-1)).toContain('receipts?{"deliveredSeq":2,"readSeq":0}');
  });

  test("an own message shows at once, and is on the screen once whichever comes first", async () => {
    await pass(1_000);
    const seen: number[] = [];
    scene.page.store.subscribe(({ transcript, pending, acknowledged }) => {
      const all = [...transcript.messages, ...pending, ...acknowledged];
      seen.push(all.filter(({ text }) => text === "Hello").length);
    });
    scene.page.send("Hello");
    expect(unsent()).toEqual(["Hello: sending"]);
    await pass(100);
    expect(unsent()).toEqual([]);
    expect(texts().at(-1)).toBe("Hello");
    expect(new Set(seen)).toEqual(new Set([1]));
  });

  test("a message after one whose answer was lost is sent", async () => {
    await pass(1_000);
    scene.server.postFaults = ["lose_answer"];
    scene.page.send("Hello");
    await pass(100);
    expect(unsent()).toEqual([]);
    await pass(40_000);
    scene.page.send("Are you there?");
    await pass(1_000);
    expect(unsent()).toEqual([]);
    expect(texts().slice(1)).toEqual(["Hello", "Are you there?"]);
  });

  test.each([60 * 60_000, 40 * 24 * 60 * 60_000])(
    "a clock that is set back by %i ms doesn't make a pause longer than the server asked for",
    async (back) => {
      await pass(1_000);
      scene.server.postFaults = [429];
      scene.page.send("Hello");
      await pass(100);
      vi.setSystemTime(Date.now() - back);
      await pass(8_000);
      expect(scene.server.messages.map(({ text }) => text)).toContain("Hello");
    },
  );

  test("the last message sent here stays the last sent, whatever becomes of it and of those before", async () => {
    await pass(1_000);
    expect(state().sentKey).toBeNull();
    scene.server.refusal = { status: 422, detail: "The message is too long" };
    scene.page.send("Too long");
    const tooLong = state().pending.at(-1)?.key;
    expect(state().sentKey).toBe(tooLong);
    await pass(100);
    scene.server.refusal = null;
    scene.page.send("Hello");
    const hello = state().pending.at(-1)?.key;
    await pass(1_000);
    expect(unsent()).toEqual(["Too long: not_sent"]);
    expect(state().sentKey).toBe(hello);
    expect(hello).not.toBe(tooLong);
  });

  test("a line of the customer that an own message has overtaken is heard all the same, once", async () => {
    await pass(1_000);
    scene.server.streamFaults = ["drop", "drop"];
    scene.server.post(customer, "overtaken");
    scene.page.send("Hello");
    await pass(45);
    expect(state().acknowledged.map(({ text }) => text)).toEqual(["Hello"]);
    expect(state().heard).toEqual([]);
    await pass(1_000);
    expect(state().heard.map(({ text }) => text)).toEqual(["overtaken"]);
  });

  test("what the customer types is shown, and ends by itself if its end gets lost", async () => {
    await pass(1_000);
    const typing = { author: customer, typing: true, expiresInMs: 6_000 };
    scene.server.tell({ type: "typing.changed", data: typing });
    expect(state().transcript.typing).toHaveLength(1);
    await pass(6_100);
    expect(state().transcript.typing).toEqual([]);
  });

  test("while nothing gets through, nobody is said to type", async () => {
    await pass(1_000);
    const typing = { author: customer, typing: true, expiresInMs: 10_000 };
    scene.server.tell({ type: "typing.changed", data: typing });
    scene.server.goDown();
    scene.page.signal({ type: "offline" });
    expect(state().connection).toBe("offline");
    expect(state().transcript.typing).toEqual([]);
  });

  test("a lost event is found by the next heartbeat and fetched", async () => {
    await pass(1_000);
    scene.server.streamFaults = ["drop"];
    scene.server.post(customer, "lost on the way");
    await pass(100);
    expect(texts()).not.toContain("lost on the way");
    scene.server.heartbeat();
    await pass(1_000);
    expect(texts()).toContain("lost on the way");
  });

  test("a lost event is found by the answer to any other request", async () => {
    await pass(1_000);
    scene.server.streamFaults = ["drop", "drop"];
    scene.server.post(customer, "lost on the way");
    scene.page.send("Hello");
    await pass(1_000);
    expect(texts().slice(1)).toEqual(["lost on the way", "Hello"]);
  });

  test("events that come twice or in the wrong order are put right", async () => {
    await pass(1_000);
    scene.server.streamFaults = ["double", "swap", "double"];
    for (const text of ["one", "two", "three", "four"]) scene.server.post(customer, text);
    await pass(1_000);
    expect(texts().slice(1)).toEqual(["one", "two", "three", "four"]);
  });

  test("after a reset the tools that were used are on the page again", async () => {
    await pass(1_000);
    scene.server.streamFaults = ["drop"];
    const action = {
      seq: 2,
      tool: "unlock",
      label: "Unlock",
      by: "Tess",
      at: "2026-01-02T03:04:05Z",
    };
    scene.server.append({ type: "action.taken", data: action });
    scene.server.changeEpoch();
    await pass(5_000);
    expect(state().transcript.actions).toEqual([action]);
  });

  test("after a reset the history is read again, and what is unsent stays", async () => {
    await pass(1_000);
    scene.server.postFaults = ["lose_request", "lose_request", "lose_request"];
    scene.page.send("unsent");
    await pass(100);
    scene.server.changeEpoch();
    scene.server.post(customer, "after the restore");
    await pass(300);
    expect(unsent()).toEqual(["unsent: waiting"]);
    await pass(20_000);
    expect(state().heard.map(({ text }) => text)).toEqual(["after the restore"]);
    expect(texts().slice(1)).toEqual(["after the restore", "unsent"]);
    expect(state().connection).toBe("connected");
  });

  test("newer loader data makes it fetch what is new, and older changes nothing", async () => {
    await pass(1_000);
    const older = scene.server.snapshot();
    scene.server.streamFaults = ["drop"];
    scene.server.post(customer, "missed");
    scene.page.offer(scene.server.snapshot());
    await pass(100);
    expect(texts()).toContain("missed");
    scene.page.offer(older);
    await pass(100);
    expect(texts()).toContain("missed");
  });
});
