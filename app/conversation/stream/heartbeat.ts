/** Never rarer, whatever the network: 15 s are promised, and timers are late. */
export const longestHeartbeatMs = 14_000;
const shortestHeartbeatMs = 5_000;
const usualHeartbeatMs = 10_000;
const rememberedReaders = 10_000;

/**
 * Half the life of the reader's last connection, between 5 and 14 s: a network that
 * cuts idle connections is kept busy just often enough.
 */
export function createHeartbeats(): {
  next(reader: string): number;
  /** The connection was cut by someone else after so long. */
  noteCut(reader: string, livedMs: number): void;
} {
  const lives = new Map<string, number>();
  return {
    next(reader) {
      const half = (lives.get(reader) ?? 2 * usualHeartbeatMs) / 2;
      return Math.round(Math.min(longestHeartbeatMs, Math.max(shortestHeartbeatMs, half)));
    },
    noteCut(reader, livedMs) {
      lives.delete(reader);
      lives.set(reader, livedMs);
      const [oldest] = lives.keys();
      if (lives.size > rememberedReaders && oldest !== undefined) lives.delete(oldest);
    },
  };
}
