import { describe, expect, test } from "vitest";
import { stageConversation } from "./fakes/conversation-scene";
import { customer } from "./fakes/fake-session-log";

const scene = stageConversation();
const { pass, state, texts } = scene;

describe("history", () => {
  const fill = (count: number) => {
    for (let at = 1; at <= count; at += 1) scene.server.post(customer, `line ${String(at)}`);
  };

  async function goFarUp(): Promise<void> {
    fill(400);
    scene.reopen();
    await pass(1_000);
    for (let at = 0; at < 8; at += 1) await Promise.all([scene.page.loadEarlier(), pass(100)]);
  }

  test("earlier pages are put in front until the beginning is reached", async () => {
    fill(99);
    scene.reopen();
    await pass(1_000);
    expect(state().transcript.hasEarlier).toBe(true);
    await Promise.all([scene.page.loadEarlier(), pass(100)]);
    await Promise.all([scene.page.loadEarlier(), pass(100)]);
    expect(texts()).toHaveLength(100);
    expect(state().transcript.hasEarlier).toBe(false);
  });

  test("far up in a long history new messages wait below, and sending goes back to the end", async () => {
    await goFarUp();
    expect(texts()).toHaveLength(300);
    expect(state().hasLater).toBe(true);
    scene.server.post(customer, "new");
    await pass(100);
    expect(texts()).not.toContain("new");
    scene.page.send("mine");
    await pass(1_000);
    expect(texts().slice(-2)).toEqual(["new", "mine"]);
    expect(state().hasLater).toBe(false);
  });

  test("what was sent offline from far up is in sight once it is stored, and the count of new lines goes on", async () => {
    await goFarUp();
    scene.server.goDown();
    scene.page.send("mine");
    await pass(1_000);
    expect(state().hasLater).toBe(true);
    scene.server.isUp = true;
    scene.server.post(customer, "new");
    scene.page.signal({ type: "online" });
    await pass(5_000);
    expect(state()).toMatchObject({ hasLater: false, pending: [] });
    expect(texts().slice(-2)).toEqual(["new", "mine"]);
    expect(state().heard.map(({ text }) => text)).toEqual(["new"]);
  });

  test("far up, new lines are counted though they aren't shown, and old ones that are fetched aren't", async () => {
    await goFarUp();
    scene.server.post(customer, "new");
    await pass(100);
    await Promise.all([scene.page.loadLater(), pass(100)]);
    expect(state().heard.map(({ text }) => text)).toEqual(["new"]);
    await Promise.all([scene.page.loadLater(), scene.page.loadNewest(), pass(200)]);
    expect(texts().at(-1)).toBe("new");
    expect(state().hasLater).toBe(false);
  });

  test("later pages lead back to the end without a hole", async () => {
    await goFarUp();
    scene.server.post(customer, "new");
    for (let at = 0; at < 8; at += 1) await Promise.all([scene.page.loadLater(), pass(100)]);
    const seqs = state().transcript.messages.map(({ seq }) => seq);
    expect(state().hasLater).toBe(false);
    expect(seqs).toEqual(Array.from({ length: 300 }, (_, at) => scene.server.head - 299 + at));
  });

  test("a page of history that doesn't come changes nothing", async () => {
    fill(99);
    scene.reopen();
    await pass(1_000);
    scene.server.isUp = false;
    await Promise.all([scene.page.loadEarlier(), pass(100)]);
    expect(texts()).toHaveLength(40);
    expect(state().loadingHistory).toBe(false);
  });
});
