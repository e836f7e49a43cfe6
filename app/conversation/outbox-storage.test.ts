import { describe, expect, test } from "vitest";
import { createDraftStorage } from "./draft-storage";
import { createLocalOutboxStorage, createMemoryOutboxStorage } from "./outbox-storage";
import type { PendingMessage } from "./pending";

const entry = (key: string, text = "Hello"): PendingMessage => ({
  key,
  text,
  createdAt: "2026-01-02T03:04:05.000Z",
  state: "waiting",
  error: null,
});

function fakeStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
}

function denied(): never {
  throw new DOMException("The operation is insecure.", "SecurityError");
}

describe.each([
  ["memory", () => createMemoryOutboxStorage()],
  [
    "local storage",
    () => {
      const storage = fakeStorage();
      return createLocalOutboxStorage(() => storage, "s");
    },
  ],
])("unsent messages in %s", (_, create) => {
  test("come back in the order in which they were written", async () => {
    const storage = create();
    await storage.put(entry("a"));
    await storage.put(entry("b"));
    await storage.put({ ...entry("a"), state: "not_sent", error: "No" });
    expect((await storage.list()).map(({ key, state }) => [key, state])).toEqual([
      ["a", "not_sent"],
      ["b", "waiting"],
    ]);
  });

  test("are gone once they are stored on the server", async () => {
    const storage = create();
    await storage.put(entry("a"));
    await storage.delete("a");
    await storage.delete("never there");
    expect(await storage.list()).toEqual([]);
  });
});

describe("local storage", () => {
  test("keeps the sessions apart and leaves nothing behind", async () => {
    const items = fakeStorage();
    const one = createLocalOutboxStorage(() => items, "one");
    await one.put(entry("a"));
    expect(await createLocalOutboxStorage(() => items, "two").list()).toEqual([]);
    await one.delete("a");
    expect(items.items.size).toBe(0);
  });

  test.each(["", "not JSON", "null", "{}", '[{"key":1}]', '[null, 3, "x"]'])(
    "what isn't an outbox is nothing: %j",
    async (value) => {
      const items = fakeStorage();
      items.setItem("deskside:outbox:s", value);
      expect(await createLocalOutboxStorage(() => items, "s").list()).toEqual([]);
    },
  );

  test("where storage is denied, sending and drafts go on without it", async () => {
    const storage = createLocalOutboxStorage(denied, "s");
    await storage.put(entry("a"));
    await storage.delete("a");
    expect(await storage.list()).toEqual([]);
    const draft = createDraftStorage(denied, "s");
    draft.write("half a sentence");
    expect(draft.read()).toBe("");
  });
});

test("a draft is kept per session until it is empty", () => {
  const items = fakeStorage();
  const draft = createDraftStorage(() => items, "s");
  draft.write("half a sentence");
  expect(createDraftStorage(() => items, "s").read()).toBe("half a sentence");
  expect(createDraftStorage(() => items, "other").read()).toBe("");
  draft.write("");
  expect(items.items.size).toBe(0);
});
