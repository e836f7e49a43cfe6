/**
 * Spares a service that keeps failing. After so many failures in a row it is open: nothing
 * passes for a while; then one call may try, and what becomes of it decides.
 */
export type CircuitBreaker = {
  /** Whether a call may be made now; who gets true reports how it went. */
  tryPass(): boolean;
  succeeded(): void;
  failed(): void;
};

export function createCircuitBreaker(
  { failures, restMs }: { failures: number; restMs: number },
  now: () => number,
): CircuitBreaker {
  let inARow = 0;
  let closedAgainAt = 0;
  let probing = false;
  const isOpen = (): boolean => inARow >= failures;
  return {
    tryPass() {
      if (!isOpen()) return true;
      if (probing || now() < closedAgainAt) return false;
      probing = true;
      return true;
    },
    succeeded() {
      inARow = 0;
      probing = false;
    },
    failed() {
      inARow += 1;
      probing = false;
      if (isOpen()) closedAgainAt = now() + restMs;
    },
  };
}
