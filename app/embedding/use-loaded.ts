import { useCallback, useEffect, useState } from "react";
import { Refusal } from "./embedded-api";

/** `again` loads once more; what is there stays on the screen meanwhile. */
export type Loaded<T> = { value: T | null; problem: string | null; again: () => void };

type State<T> = { load: (() => Promise<T>) | null; value: T | null; problem: string | null };

/** What `load` gives, anew for another one; what it refuses is told in words. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<State<T>>({ load: null, value: null, problem: null });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let left = false;
    load().then(
      (value) => left || setState({ load, value, problem: null }),
      (thrown: unknown) => left || setState((state) => refused(state, load, thrown)),
    );
    return () => {
      left = true;
    };
  }, [load, tries]);
  const again = useCallback(() => setTries((count) => count + 1), []);
  const isCurrent = state.load === load;
  return {
    value: isCurrent ? state.value : null,
    problem: isCurrent ? state.problem : null,
    again,
  };
}

/** What is there is better than nothing. */
function refused<T>(state: State<T>, load: () => Promise<T>, thrown: unknown): State<T> {
  const kept = state.load === load && state.value !== null;
  return kept ? state : { load, value: null, problem: problemIn(thrown) };
}

export function problemIn(thrown: unknown): string {
  if (thrown instanceof Refusal) return thrown.message;
  throw thrown;
}
