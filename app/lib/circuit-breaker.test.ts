import { expect, test } from "vitest";
import { createCircuitBreaker } from "./circuit-breaker";

function createBroken() {
  const time = { now: 0 };
  const breaker = createCircuitBreaker({ failures: 3, restMs: 1_000 }, () => time.now);
  for (let n = 0; n < 3; n += 1) if (breaker.tryPass()) breaker.failed();
  return { breaker, time };
}

test("failures with a success between them open nothing", () => {
  const breaker = createCircuitBreaker({ failures: 2, restMs: 1_000 }, () => 0);
  for (let n = 0; n < 10; n += 1) {
    breaker.failed();
    breaker.succeeded();
  }
  expect(breaker.tryPass()).toBe(true);
});

test("after so many failures in a row nothing passes until the rest is over", () => {
  const { breaker, time } = createBroken();
  time.now = 999;
  expect(breaker.tryPass()).toBe(false);
  time.now = 1_000;
  expect(breaker.tryPass()).toBe(true);
});

test("then one call tries and the others wait for what becomes of it", () => {
  const { breaker, time } = createBroken();
  time.now = 1_000;
  expect([breaker.tryPass(), breaker.tryPass()]).toEqual([true, false]);
  breaker.succeeded();
  expect([breaker.tryPass(), breaker.tryPass()]).toEqual([true, true]);
});

test("a try that fails opens it again, for as long", () => {
  const { breaker, time } = createBroken();
  time.now = 1_000;
  breaker.tryPass();
  breaker.failed();
  expect(breaker.tryPass()).toBe(false);
  time.now = 2_000;
  expect(breaker.tryPass()).toBe(true);
});
