import type { WebStorage } from "./outbox-storage";

/** As the browser's localStorage; for tests. */
export function createTestWebStorage(): WebStorage & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    get length() {
      return items.size;
    },
    key: (at) => [...items.keys()][at] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
  };
}

/** As in a browser that keeps nothing. */
export function denied(): never {
  throw new DOMException("The operation is insecure.", "SecurityError");
}
