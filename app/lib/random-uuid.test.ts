import { expect, test } from "vitest";
import { randomUUID } from "./random-uuid";

const filledWith = (byte: number) => ({
  getRandomValues: <T extends ArrayBufferView | null>(array: T) => {
    if (array instanceof Uint8Array) array.fill(byte);
    return array;
  },
});

test("it is a version-4 UUID whatever the bytes are", () => {
  expect(randomUUID(filledWith(0))).toBe("00000000-0000-4000-8000-000000000000");
  expect(randomUUID(filledWith(255))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
});

test("no two are alike", () => {
  const made = new Set(Array.from({ length: 1_000 }, () => randomUUID()));
  expect(made.size).toBe(1_000);
});
