import { expect, test } from "vitest";
import { createRungMemory } from "~/conversation/connection/rung-memory";
import { readMemory } from "./read-memory";

function createStorage() {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index: number) => [...entries.keys()][index] ?? null,
    getItem: (name: string) => entries.get(name) ?? null,
    setItem: (name: string, value: string) => void entries.set(name, value),
    removeItem: (name: string) => void entries.delete(name),
  };
}

const noon = 1_800_000_000_000;
/** What the chat wrote, on this network, at this time. */
function chatOn(storage: ReturnType<typeof createStorage>, network: string, atMs: number) {
  const clock = { now: () => atMs, after: () => () => undefined };
  return createRungMemory({ storage: () => storage, network: () => network, clock });
}

test("what the chat remembers is found among what else is kept, the newest first", () => {
  const storage = createStorage();
  storage.setItem("deskside:draft:1", "longPoll 1");
  chatOn(storage, "wifi", noon - 60_000).keep("shortPoll");
  chatOn(storage, "cellular", noon - 1_000).keep("fetchStream");
  expect(readMemory(() => storage, noon)).toEqual({ way: "fetchStream" });
});

test("after half an hour it is forgotten, and the event stream needs no memory", () => {
  const storage = createStorage();
  chatOn(storage, "wifi", noon - 30 * 60_000).keep("longPoll");
  expect(readMemory(() => storage, noon)).toBeNull();
  chatOn(storage, "wifi", noon).keep("eventSource");
  expect(readMemory(() => storage, noon)).toBeNull();
});

test("denied storage remembers nothing", () => {
  const denied = () => {
    throw new Error("denied");
  };
  expect(readMemory(denied, noon)).toBeNull();
});
