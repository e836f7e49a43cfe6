import { createStore, type StoreApi } from "zustand/vanilla";

/** A store whose writes can be collected, so that nobody sees a state half-way between two. */
export type BatchedStore<T> = {
  store: StoreApi<T>;
  /** The state with what was collected so far. */
  now(): T;
  set(change: Partial<T>): void;
  /** What `run` writes is seen all at once when the outermost call ends. */
  together(run: () => void): void;
};

export function createBatchedStore<T extends object>(initial: T): BatchedStore<T> {
  const store = createStore<T>(() => initial);
  let collected: Partial<T> | null = null;

  function set(change: Partial<T>): void {
    if (collected) collected = { ...collected, ...change };
    else store.setState(change);
  }

  function together(run: () => void): void {
    if (collected) {
      run();
      return;
    }
    collected = {};
    try {
      run();
    } finally {
      const change = collected;
      collected = null;
      store.setState(change);
    }
  }

  return { store, set, together, now: () => ({ ...store.getState(), ...collected }) };
}
