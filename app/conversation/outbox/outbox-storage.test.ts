import { describe, expect, test } from "vitest";
import {
  createLocalOutboxStorage,
  createMemoryOutboxStorage,
  type UnsentMessage,
} from "./outbox-storage";
import { createTestWebStorage, denied } from "./test-web-storage";

const message = (key: string, second: number): UnsentMessage => {
  const createdAt = `2026-01-02T03:04:0${String(second)}.000Z`;
  const state = "waiting";
  return { sessionId: "s", key, text: "Hi", createdAt, wantedAt: createdAt, state, error: null };
};

const makers = {
  memory: () => createMemoryOutboxStorage(),
  "local storage": () => {
    const storage = createTestWebStorage();
    return createLocalOutboxStorage(() => storage);
  },
};

describe.each(Object.entries(makers))("unsent messages in %s", (_, create) => {
  test("come back in the order in which they were written", async () => {
    const storage = create();
    await storage.put(message("b", 2));
    await storage.put(message("a", 1));
    await storage.put({ ...message("b", 2), state: "not_sent", error: "No" });
    const kept = await storage.list();
    expect(kept.map(({ key, state }) => [key, state])).toEqual([
      ["a", "waiting"],
      ["b", "not_sent"],
    ]);
  });

  test("are gone once they are stored on the server", async () => {
    const storage = create();
    await storage.put(message("a", 1));
    await storage.delete("a");
    await storage.delete("never there");
    expect(await storage.list()).toEqual([]);
  });
});

describe("local storage", () => {
  test("has the message before the next line runs, and leaves nothing behind", async () => {
    const items = createTestWebStorage();
    const storage = createLocalOutboxStorage(() => items);
    void storage.put(message("a", 1));
    expect(items.items.size).toBe(1);
    await storage.delete("a");
    expect(items.items.size).toBe(0);
  });

  test.each(["", "not JSON", "null", "{}", '{"key":1}', '[null, 3, "x"]'])(
    "what isn't an unsent message is nothing: %j",
    async (value) => {
      const items = createTestWebStorage();
      items.setItem("deskside:outbox:a", value);
      items.setItem("someone else's", JSON.stringify(message("a", 1)));
      expect(await createLocalOutboxStorage(() => items).list()).toEqual([]);
    },
  );

  test("says so where storage is denied", async () => {
    const storage = createLocalOutboxStorage(denied);
    await expect(storage.put(message("a", 1))).rejects.toThrow("insecure");
    await expect(storage.list()).rejects.toThrow("insecure");
  });
});
