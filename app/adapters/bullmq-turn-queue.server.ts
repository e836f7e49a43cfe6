import { createPostgresBackend, type Processor, Queue, withBackend, Worker } from "bullmq";
import type { Logger } from "pino";
import type { Clock } from "~/ports/clock";
import type { TurnQueue } from "~/ports/turn-queue";

const name = "customer-turns";
const concurrency = 10;
const jobOptions = {
  // The rows are the truth: what the queue remembers of a done wake-up is of no use.
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 5,
  backoff: { type: "exponential", delay: 500 },
};

type Job = { sessionId: string };
type Waking = Pick<Queue<Job>, "add" | "close" | "on">;
type Working = Pick<Worker<Job>, "close" | "on">;

export type BullmqBackend = {
  queue: Waking;
  work(process: Processor<Job>): Working;
};

/** BullMQ on Redis: a wake-up reaches whichever process is free. */
export function redisBackend(url: string): BullmqBackend {
  const connection = { url, maxRetriesPerRequest: null };
  return {
    // A wake-up that can't be stored is dropped, and the sweep makes it good.
    queue: new Queue<Job>(name, {
      connection: { ...connection, enableOfflineQueue: false },
      defaultJobOptions: jobOptions,
    }),
    work: (process) => new Worker<Job>(name, process, { connection, concurrency }),
  };
}

/** BullMQ on PostgreSQL, in a schema of its own. */
export function postgresBackend(url: string): BullmqBackend {
  const bound = withBackend(createPostgresBackend);
  const connection = { connectionString: url, schema: "bullmq", migrate: true };
  return {
    queue: new bound.Queue<Job>(name, {
      connection: { ...connection, max: 2 },
      defaultJobOptions: jobOptions,
    }) as unknown as Waking,
    work: (process) =>
      new bound.Worker<Job>(name, process, {
        connection: { ...connection, max: 4 },
        concurrency,
      }) as unknown as Working,
  };
}

/** A turn queue over BullMQ. Equal wake-ups are one job; what it loses is left to the sweep. */
export function createBullmqTurnQueue(
  backend: BullmqBackend,
  clock: Clock,
  log: Logger,
): TurnQueue {
  const { queue } = backend;
  let worker: Working | undefined;
  let lastTrouble = "";
  const note = (error: Error): void => {
    // One line for a trouble, not one for each try.
    if (error.message !== lastTrouble) log.warn({ err: error }, "the turn queue is in trouble");
    lastTrouble = error.message;
  };
  queue.on("error", note);

  function wake(sessionId: string, at: Date): void {
    const delay = Math.max(0, at.getTime() - clock.now().getTime());
    const jobId = `${sessionId}-${String(at.getTime())}`;
    queue.add("turn", { sessionId }, { jobId, delay }).catch(note);
  }

  return {
    wake,
    start(handler) {
      worker = backend.work(async ({ data: { sessionId } }) => {
        const next = await handler(sessionId);
        if (next) wake(sessionId, next);
      });
      worker.on("error", note);
      worker.on("failed", (_job, error) => {
        note(error);
      });
    },
    async close() {
      await worker?.close();
      await queue.close();
    },
  };
}
