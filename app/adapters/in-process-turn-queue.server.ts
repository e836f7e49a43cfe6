import type { Clock } from "~/ports/clock";
import type { TurnQueue } from "~/ports/turn-queue";

type Waiting = { at: number; timer: NodeJS.Timeout };
/** setTimeout fires at once beyond 2^31 ms. */
const longestTimerMs = 2 ** 31 - 1;
const retryAfterErrorMs = 1_000;

/** For one process: a timer per session that has something due. */
export function createInProcessTurnQueue(
  clock: Clock,
  onError: (error: unknown) => void,
): TurnQueue {
  const waiting = new Map<string, Waiting>();
  const running = new Map<string, { again: boolean; done: Promise<void> }>();
  let handler: ((sessionId: string) => Promise<Date | null>) | undefined;
  let closed = false;

  function wake(sessionId: string, at: Date): void {
    const known = waiting.get(sessionId);
    if (closed || (known && known.at <= at.getTime())) return;
    if (known) clearTimeout(known.timer);
    const delay = Math.min(Math.max(at.getTime() - clock.now().getTime(), 0), longestTimerMs);
    const timer = setTimeout(() => {
      waiting.delete(sessionId);
      run(sessionId);
    }, delay);
    waiting.set(sessionId, { at: at.getTime(), timer });
  }

  function run(sessionId: string): void {
    const current = running.get(sessionId);
    if (current) current.again = true;
    else if (handler && !closed) {
      const entry = { again: false, done: Promise.resolve() };
      running.set(sessionId, entry);
      entry.done = handle(sessionId, handler).finally(() => {
        running.delete(sessionId);
        if (entry.again) run(sessionId);
      });
    }
  }

  async function handle(sessionId: string, call: NonNullable<typeof handler>): Promise<void> {
    try {
      const next = await call(sessionId);
      if (next) wake(sessionId, next);
    } catch (error) {
      onError(error);
      wake(sessionId, new Date(clock.now().getTime() + retryAfterErrorMs));
    }
  }

  return {
    wake,
    start(given) {
      handler = given;
    },
    async close() {
      closed = true;
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
      await Promise.allSettled([...running.values()].map((entry) => entry.done));
    },
  };
}
