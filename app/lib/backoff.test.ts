import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterRetryAfterMs, backoffMs, parseRetryAfterMs, retryDelayMs } from "./backoff";

const random = fc.double({ min: 0, max: 0.999_999, noNaN: true });

describe("back-off", () => {
  test("every wait is between half a second and thirty", () => {
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 10_000 }), random, (failures, r) => {
        const ms = backoffMs(failures, () => r);
        expect(ms).toBeGreaterThanOrEqual(500);
        expect(ms).toBeLessThanOrEqual(30_000);
      }),
    );
  });

  test("the bound doubles with each failure until it is thirty seconds", () => {
    const bounds = [1, 2, 3, 4, 5, 6, 7].map((failures) => backoffMs(failures, () => 0.999_999));
    expect(bounds).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test("two clients that were cut off together come back apart", () => {
    expect(backoffMs(4, () => 0.1)).not.toBe(backoffMs(4, () => 0.9));
  });

  test("nobody comes back before the server's Retry-After, nor all at once after it", () => {
    expect(afterRetryAfterMs(2_000, () => 0)).toBe(2_000);
    expect(afterRetryAfterMs(2_000, () => 0.5)).toBe(2_500);
    expect(afterRetryAfterMs(60_000, () => 0.5)).toBe(67_500);
  });

  test("Retry-After goes before the back-off", () => {
    expect(retryDelayMs(1, 20_000, () => 0)).toBe(20_000);
    expect(retryDelayMs(1, null, () => 0)).toBe(500);
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-01-02T03:04:05Z");

  test.each([
    ["3", 3_000],
    ["0", 0],
    [" 7 ", 7_000],
    ["Fri, 02 Jan 2026 03:04:15 GMT", 10_000],
    ["Fri, 02 Jan 2026 03:04:00 GMT", 0],
    ["999999", 600_000],
    ["", null],
    ["soon", null],
    [null, null],
  ])("%j is read as %j ms", (header, ms) => {
    expect(parseRetryAfterMs(header, now)).toBe(ms);
  });
});
