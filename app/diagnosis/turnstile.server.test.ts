import { describe, expect, test } from "vitest";
import { createTurnstile } from "./turnstile.server";

const enterMany = (turnstile: ReturnType<typeof createTurnstile>, address: string, times: number) =>
  Array.from({ length: times }, () => turnstile.enter(address));

describe("the turnstile", () => {
  test("an address that holds too many tests open is sent away, others are not", () => {
    const turnstile = createTurnstile();
    const leave = enterMany(turnstile, "10.0.0.1", 60);
    expect(() => turnstile.enter("10.0.0.1")).toThrow(/Too many tests/);
    turnstile.enter("10.0.0.2");
    leave[0]?.();
    turnstile.enter("10.0.0.1");
  });

  test("all addresses together hold only so many open", () => {
    const turnstile = createTurnstile();
    const all = Array.from({ length: 5 }, (_, n) => enterMany(turnstile, `10.0.0.${n}`, 60)).flat();
    expect(() => turnstile.enter("10.0.1.1")).toThrow(/Too many tests/);
    for (const leave of all) leave();
    turnstile.enter("10.0.1.1");
  });

  test("leaving twice gives back one place", () => {
    const turnstile = createTurnstile();
    const [leave] = enterMany(turnstile, "10.0.0.1", 60);
    leave?.();
    leave?.();
    turnstile.enter("10.0.0.1");
    expect(() => turnstile.enter("10.0.0.1")).toThrow(/Too many tests/);
  });
});
