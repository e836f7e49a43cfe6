import { AppError } from "~/errors";

/** Tests held open by one address, and by all of them: whoever tests a network must not tie the server down. */
const mostOfOne = 60;
const mostOfAll = 300;
const retrySeconds = 5;

export type Turnstile = {
  /** Counts an open test of an address until the returned undo; throws `too_many_requests`. */
  enter(address: string): () => void;
};

export function createTurnstile(): Turnstile {
  const open = new Map<string, number>();
  let all = 0;
  return {
    enter(address) {
      const own = open.get(address) ?? 0;
      if (own >= mostOfOne || all >= mostOfAll) {
        const detail = "Too many tests at once. Try again in a moment.";
        throw new AppError("too_many_requests", detail, {}, retrySeconds);
      }
      open.set(address, own + 1);
      all += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        all -= 1;
        const rest = (open.get(address) ?? 1) - 1;
        if (rest > 0) open.set(address, rest);
        else open.delete(address);
      };
    },
  };
}
