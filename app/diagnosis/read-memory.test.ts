import { expect, test } from "vitest";
import { readMemory } from "./read-memory";

const storage = (entries: Record<string, string>) => () =>
  ({
    length: Object.keys(entries).length,
    key: (index: number) => Object.keys(entries)[index] ?? null,
    getItem: (name: string) => entries[name] ?? null,
  }) as Storage;

test("what the chat remembers is found among what else is kept", () => {
  const kept = storage({
    "deskside:draft:1": "half a sentence",
    "deskside:network": JSON.stringify({ rung: "longPoll", until: 1 }),
    other: JSON.stringify({ rung: "shortPoll" }),
  });
  expect(readMemory(kept)).toEqual({ way: "longPoll" });
});

test("nothing kept, something unknown and denied storage are nothing", () => {
  expect(readMemory(storage({}))).toBeNull();
  expect(readMemory(storage({ "deskside:network": '{"rung":"pigeon"}' }))).toBeNull();
  expect(
    readMemory(() => {
      throw new Error("denied");
    }),
  ).toBeNull();
});
