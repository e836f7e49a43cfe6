import type { Place } from "./places";
import { allowance, promised, type Visit } from "./visit";

const isWithin = (ms: number, bound: number) => ms <= bound * allowance;

/** What was not as promised, in words; empty where all was well. */
export function faultsOf(place: Place, visit: Visit): string[] {
  const { first, messages, sends, stored, lies, moments } = visit;
  const faults: string[] = [];
  const check = (good: boolean, fault: string) => {
    if (!good) faults.push(`${place.name}: ${fault}`);
  };
  check(isWithin(first, promised.firstMs), `the first message took ${inMs(first)}`);
  messages.forEach((ms, n) => {
    check(
      isWithin(ms, place.messageMs ?? promised.messageMs),
      `message ${String(n + 1)} took ${inMs(ms)}`,
    );
  });
  sends.forEach((ms, n) => {
    check(isWithin(ms, promised.sendMs), `"Sent" took ${inMs(ms)} for send ${String(n + 1)}`);
    check(stored[n] === 1, `send ${String(n + 1)} is stored ${String(stored[n])} times`);
  });
  for (const ms of lies)
    check(place.messageMs !== undefined, `it said Connected while a message took ${inMs(ms)}`);
  const label = moments.at(-1)?.label ?? "";
  check(place.label.test(label), `in the end it says "${label}"`);
  check(fits(label, usesOf(visit)), `it says "${label}" and uses ${usesOf(visit)}`);
  return faults;
}

const inMs = (ms: number) => (Number.isNaN(ms) ? "for ever" : `${ms.toFixed(0)} ms`);

export function usesOf({ moments }: Visit): string {
  return moments.at(-1)?.uses ?? "";
}

function fits(label: string, uses: string): boolean {
  if (label === "Connected") return ["eventSource", "fetchStream", ""].includes(uses);
  return label !== "Limited" || ["longPoll", "shortPoll", ""].includes(uses);
}
