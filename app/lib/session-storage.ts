/**
 * Where the browser denies storage, as in some frames, puts a memory in the place of sessionStorage:
 * Remix doesn't expect the error and would find none of the routes that it hasn't loaded yet.
 */
export function ensureSessionStorage(target: Window): void {
  try {
    target.sessionStorage.getItem("");
  } catch {
    const kept = new Map<string, string>();
    const value = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, text: string) => void kept.set(name, text),
      removeItem: (name: string) => void kept.delete(name),
    };
    Object.defineProperty(target, "sessionStorage", { value });
  }
}
