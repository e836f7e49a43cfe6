/** Work that no request waits for. Each piece is told when the process stops. */
export type BackgroundWork = {
  /** The work handles its own errors. After `close` nothing starts. */
  start(work: (signal: AbortSignal) => Promise<void>): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Aborts what is under way and waits for it to end. */
  close(): Promise<void>;
};

export function createBackgroundWork(): BackgroundWork {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }
  return {
    start(work) {
      if (stopping.signal.aborted) return;
      const piece = work(stopping.signal).finally(() => underWay.delete(piece));
      underWay.add(piece);
    },
    settled,
    close() {
      stopping.abort();
      return settled();
    },
  };
}
