import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { opensDatabase } from "./measure-browser";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Opening = { onsuccess?: () => void; onerror?: () => void; result: { close: () => void } };

function createDatabases() {
  const opening: Opening = { result: { close: vi.fn() } };
  const databases = { open: () => opening, deleteDatabase: vi.fn() };
  return { opening, databases, opens: opensDatabase(() => databases as unknown as IDBFactory) };
}

test("a database that never answers counts as none, and the diagnosis goes on", async () => {
  const { opens } = createDatabases();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await opens).toBe(false);
});

test("one that opens is closed and taken away again, and no timer stays", async () => {
  const { opening, databases, opens } = createDatabases();
  opening.onsuccess?.();
  expect(await opens).toBe(true);
  expect(opening.result.close).toHaveBeenCalled();
  expect(databases.deleteDatabase).toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test("one that is denied counts as none", async () => {
  const denied = opensDatabase(() => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  });
  expect(await denied).toBe(false);
});
