export type TimeLimit = { signal: AbortSignal; clear: () => void; abort: () => void };

/** A signal that fires with `outer`, or after so long; by hand, since not every browser can join signals. */
export function limitTime(ms: number, outer: AbortSignal): TimeLimit {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, ms);
  outer.addEventListener("abort", abort);
  if (outer.aborted) abort();
  return {
    signal: controller.signal,
    abort,
    clear: () => {
      clearTimeout(timer);
      outer.removeEventListener("abort", abort);
    },
  };
}
