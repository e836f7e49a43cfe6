import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { browserClock } from "./browser-clock";
import { createReceiptSender, type PostReceipts, type ReceiptCursors } from "./receipt-sender";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Result = Awaited<ReturnType<PostReceipts>>;

function createSender(results: Result[] = [], latencyMs = 0) {
  const told: ReceiptCursors[] = [];
  const sender = createReceiptSender({
    post: async (cursors) => {
      told.push(cursors);
      await new Promise((resolve) => setTimeout(resolve, latencyMs));
      return results.shift() ?? "done";
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

test("a receipt under way when the page is left isn't told again until the page is back", async () => {
  const { sender, told } = createSender(["failed"], 100);
  sender.read(4);
  await vi.advanceTimersByTimeAsync(250);
  sender.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
  sender.delivered(3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([told[0], { deliveredSeq: 4, readSeq: 4 }]);
});

test("a page that is back before the receipt has failed tells it again", async () => {
  const { sender, told } = createSender(["failed"], 100);
  sender.read(4);
  await vi.advanceTimersByTimeAsync(250);
  sender.stop();
  sender.delivered(3);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(2);
});

describe("signed out", () => {
  test("it waits for a sign-in, however long and whatever is read, and loses nothing", async () => {
    const { sender, told } = createSender(["signed_out"]);
    sender.read(4);
    await vi.advanceTimersByTimeAsync(1_000);
    sender.read(5);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(told).toHaveLength(1);
    sender.wake();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told[1]).toEqual({ deliveredSeq: 5, readSeq: 5 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toHaveLength(2);
  });

  test("still signed out when woken, it asks once and waits again", async () => {
    const { sender, told } = createSender(["signed_out", "signed_out"]);
    sender.read(4);
    await vi.advanceTimersByTimeAsync(1_000);
    sender.wake();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(told).toHaveLength(2);
  });

  test("signed in again before the refusal came, it is told again", async () => {
    const { sender, told } = createSender(["signed_out"], 100);
    sender.read(4);
    await vi.advanceTimersByTimeAsync(250);
    sender.wake();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toHaveLength(2);
  });
});

test("waking ends the wait after a failure, and has nothing to tell when all is told", async () => {
  const { sender, told } = createSender(["failed"]);
  sender.read(4);
  await vi.advanceTimersByTimeAsync(1_000);
  sender.wake();
  await vi.advanceTimersByTimeAsync(300);
  expect(told).toHaveLength(2);
  sender.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(2);
});

test("a page that was left isn't woken", async () => {
  const { sender, told } = createSender();
  sender.read(4);
  sender.stop();
  sender.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([]);
});
