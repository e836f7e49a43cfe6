import { expect, test } from "vitest";
import { ensureSessionStorage } from "./session-storage";

test("storage that is denied becomes one that lasts as long as the page", () => {
  const denied = Object.defineProperty({}, "sessionStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("Access is denied for this document.", "SecurityError");
    },
  }) as Window;
  ensureSessionStorage(denied);
  denied.sessionStorage.setItem("a", "1");
  expect(denied.sessionStorage.getItem("a")).toBe("1");
  denied.sessionStorage.removeItem("a");
  expect(denied.sessionStorage.getItem("a")).toBeNull();
});

test("storage that works stays the browser's own", () => {
  const own = { getItem: () => null };
  const window = { sessionStorage: own } as unknown as Window;
  ensureSessionStorage(window);
  expect(window.sessionStorage).toBe(own);
});
