import type { Place } from "./places";
import { allowance, isLabelOf, promised, type Visit } from "./visit";

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
  const { label, uses } = moments.at(-1) ?? { label: "", uses: "" };
  check(place.label.test(label), `in the end it says "${label}"`);
  check(isLabelOf({ label, uses }), `it says "${label}" and uses ${uses}`);
  return faults;
}

const inMs = (ms: number) => (Number.isNaN(ms) ? "for ever" : `${ms.toFixed(0)} ms`);

export function usesOf({ moments }: Visit): string {
  return moments.at(-1)?.uses ?? "";
}
