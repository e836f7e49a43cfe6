import { type Measurements, type Way, ways } from "./measurements";

/** As the chat writes it (`rung-memory.ts`), which is not loaded for this: it would cost the chat a piece more. */
const prefix = "deskside:rung:";
const validMs = 30 * 60_000;

/**
 * What the chat remembers of this network, or of the last one that it met. Null when there is
 * nothing, which is so where the event stream works, or when storage is denied.
 */
export function readMemory(
  storage: () => Pick<Storage, "length" | "key" | "getItem">,
  nowMs: number,
): NonNullable<Measurements["memory"]> | null {
  try {
    const kept = storage();
    const names = Array.from({ length: kept.length }, (_, index) => kept.key(index) ?? "");
    const entries = names
      .filter((name) => name.startsWith(prefix))
      .map((name) => readEntry(kept.getItem(name), nowMs));
    const valid = entries.filter((entry) => entry !== null);
    const [newest] = valid.sort((one, other) => other.atMs - one.atMs);
    return newest ? { way: newest.way } : null;
  } catch {
    return null;
  }
}

function readEntry(text: string | null, nowMs: number): { way: Way; atMs: number } | null {
  const [rung, at] = text?.split(" ") ?? [];
  const atMs = Number(at);
  const way = ways.find((one) => one === rung);
  const age = nowMs - atMs;
  return way && age >= 0 && age < validMs ? { way, atMs } : null;
}
