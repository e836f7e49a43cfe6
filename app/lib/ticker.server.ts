/**
 * Calls all its members every `tickMs`, in one go: a timer of its own for each of two thousand
 * streams would wake the process hundreds of times a second. It runs only while it has members.
 */
export function createTicker(tickMs: number): { join(tick: () => void): () => void } {
  const members = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  return {
    join(tick) {
      members.add(tick);
      timer ??= setInterval(() => {
        for (const member of [...members]) member();
      }, tickMs);
      return () => {
        members.delete(tick);
        if (members.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
