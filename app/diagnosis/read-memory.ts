import { type Measurements, type Way, ways } from "./measurements";

/**
 * What the chat remembers of this network: an entry of its own in localStorage that names a
 * rung of its ladder. Null when there is none, or when storage is denied.
 */
export function readMemory(storage: () => Storage): NonNullable<Measurements["memory"]> | null {
  try {
    const kept = storage();
    const names = Array.from({ length: kept.length }, (_, index) => kept.key(index) ?? "");
    const values = names
      .filter((name) => name.startsWith("deskside:"))
      .map((name) => wayOf(kept.getItem(name)));
    const way = values.find((value) => value !== null);
    return way ? { way } : null;
  } catch {
    return null;
  }
}

function wayOf(text: string | null): Way | null {
  try {
    const value: unknown = JSON.parse(text ?? "");
    const named = typeof value === "object" && value !== null && "rung" in value ? value.rung : "";
    return ways.find((way) => way === named) ?? null;
  } catch {
    return null;
  }
}
