import { expect, test } from "vitest";
import { createRungMemory } from "./rung-memory";
import { createTestWebStorage, denied } from "../outbox/test-web-storage";

function createScene() {
  const scene = { now: 1_000_000, network: "wifi" };
  const storage = createTestWebStorage();
  const openPage = () =>
    createRungMemory({
      storage: () => storage,
      network: () => scene.network,
      clock: { now: () => scene.now, after: () => () => undefined },
    });
  return { scene, storage, openPage };
}

const minutes = (count: number) => count * 60_000;

test("what worked is known to the next page, for thirty minutes", () => {
  const { scene, openPage } = createScene();
  openPage().keep("longPoll");
  scene.now += minutes(30) - 1;
  expect(openPage().read()).toBe("longPoll");
  scene.now += 1;
  expect(openPage().read()).toBeNull();
});

test("what goes on working doesn't lapse, and is written once a minute", () => {
  const { scene, storage, openPage } = createScene();
  const page = openPage();
  let writes = 0;
  const { setItem } = storage;
  storage.setItem = (name, value) => {
    writes += 1;
    setItem(name, value);
  };
  for (let at = 0; at < minutes(60); at += 1_000) {
    scene.now += 1_000;
    page.keep("longPoll");
  }
  expect(openPage().read()).toBe("longPoll");
  expect(writes).toBe(60);
});

test("each network has its own, where the browser tells them apart", () => {
  const { scene, openPage } = createScene();
  openPage().keep("shortPoll");
  scene.network = "cellular";
  expect(openPage().read()).toBeNull();
  scene.network = "wifi";
  expect(openPage().read()).toBe("shortPoll");
});

test("an EventSource that works again, and another network, wipe it out", () => {
  const { openPage } = createScene();
  openPage().keep("longPoll");
  openPage().keep("eventSource");
  expect(openPage().read()).toBeNull();
  openPage().keep("longPoll");
  openPage().forget();
  expect(openPage().read()).toBeNull();
});

test.each(["", "webSocket 999000", "longPoll", "longPoll x", "longPoll 2000000"])(
  "an entry that makes no sense (%j) is none",
  (entry) => {
    const { storage, openPage } = createScene();
    storage.setItem("deskside:rung:wifi", entry);
    expect(openPage().read()).toBeNull();
  },
);

test("where storage is denied each page finds out anew", () => {
  const memory = createRungMemory({
    storage: denied,
    network: () => "any",
    clock: { now: () => 0, after: () => () => undefined },
  });
  memory.keep("longPoll");
  memory.forget();
  expect(memory.read()).toBeNull();
});
