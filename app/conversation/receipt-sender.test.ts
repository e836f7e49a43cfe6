import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserClock } from "./browser-clock";
import { createReceiptSender, type ReceiptCursors } from "./receipt-sender";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Result = "done" | "failed" | "gone";

function createSender(results: Result[] = []) {
  const told: ReceiptCursors[] = [];
  const sender = createReceiptSender({
    post: (cursors) => {
      told.push(cursors);
      return Promise.resolve(results.shift() ?? "done");
    },
    clock: browserClock,
    from: { deliveredSeq: 3, readSeq: 2 },
  });
  return { sender, told };
}

test("a burst of messages is told once, with the furthest of each", async () => {
  const { sender, told } = createSender();
  sender.delivered(4);
  sender.delivered(5);
  sender.read(5);
  sender.delivered(6);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([{ deliveredSeq: 6, readSeq: 5 }]);
});

test("what the server knows already is not told again", async () => {
  const { sender, told } = createSender();
  sender.delivered(3);
  sender.read(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([]);
});

test("what was read was delivered", async () => {
  const { sender, told } = createSender();
  sender.read(9);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([{ deliveredSeq: 9, readSeq: 9 }]);
});

test("a receipt that got lost is told again later", async () => {
  const { sender, told } = createSender(["failed"]);
  sender.read(4);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(2);
});

test("a server that takes no receipts is not asked again", async () => {
  const { sender, told } = createSender(["gone"]);
  sender.read(4);
  await vi.advanceTimersByTimeAsync(1_000);
  sender.read(5);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(1);
});
