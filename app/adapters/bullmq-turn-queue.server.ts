import { setTimeout as pause } from "node:timers/promises";
import { createPostgresBackend, type Processor, Queue, withBackend, Worker } from "bullmq";
import type { Logger } from "pino";
import { inTime } from "~/lib/in-time";
import type { Clock } from "~/ports/clock";
import type { TurnQueue } from "~/ports/turn-queue";

const name = "customer-turns";
const working = {
  // BullMQ's loop spins for ever on a start that failed: it is run when the start went well.
  autorun: false,
  concurrency: 10,
  runRetryDelay: 500,
  // What a killed process had in hand is another's soon: an effect takes milliseconds.
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 10,
};
/** After an error the loop, which would try again at once, rests for so long. */
const restMs = 500;
/** A queue that takes no wake-up within this is taken for gone. */
const patienceMs = 1_000;
/** What is under way when the process stops gets so long; rows left undone are done by another. */
const finishWithinMs = 3_000;
const jobOptions = {
  // The rows are the truth: what the queue remembers of a done wake-up is of no use.
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 5,
  backoff: { type: "exponential", delay: 500 },
};

type Job = { sessionId: string };
type Waking = Pick<Queue<Job>, "add" | "close" | "on">;
type Working = Pick<Worker<Job>, "close" | "on" | "pause" | "resume" | "run" | "waitUntilReady">;

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
    work: (process) => new Worker<Job>(name, process, { connection, ...working }),
  };
}

/** An error that nobody listens for would end the process; whoever uses the connection is told anyway. */
function deafen(client: { on(event: "error", listener: () => void): unknown }): void {
  client.on("error", () => undefined);
}

/** BullMQ on PostgreSQL, in a schema of its own. */
export function postgresBackend(url: string): BullmqBackend {
  const bound = withBackend(createPostgresBackend);
  const connection = { connectionString: url, schema: "bullmq", migrate: true, onConnect: deafen };
  return {
    queue: new bound.Queue<Job>(name, {
      connection: { ...connection, max: 2 },
      defaultJobOptions: jobOptions,
    }) as unknown as Waking,
    work: (process) =>
      new bound.Worker<Job>(name, process, {
        connection: { ...connection, max: 4 },
        ...working,
      }) as unknown as Working,
  };
}

/**
 * A turn queue over BullMQ. Equal wake-ups are one job; what it loses is left to the sweep.
 * While it can't be reached this process wakes itself, so that customers go on without it.
 */
export function createBullmqTurnQueue(
  backend: BullmqBackend,
  clock: Clock,
  log: Logger,
): TurnQueue {
  const { queue } = backend;
  let worker: Working | undefined;
  let closed = false;
  const isClosed = () => closed;
  let lastTrouble = "";
  const note = (error: Error): void => {
    // One line for a trouble, not one for each try.
    if (error.message !== lastTrouble) log.warn({ err: error }, "the turn queue is in trouble");
    lastTrouble = error.message;
  };
  queue.on("error", note);

  async function startWorker(work: (sessionId: string) => Promise<void>): Promise<void> {
    while (!isClosed()) {
      const made = backend.work(({ data: { sessionId } }) => work(sessionId));
      made.on("error", note);
      made.on("failed", (_job, error) => {
        note(error);
      });
      worker = made;
      try {
        await made.waitUntilReady();
        if (isClosed()) return;
        restAfterErrors(made);
        await made.run();
        return;
      } catch (error) {
        if (isClosed()) return;
        note(toError(error));
        await within(patienceMs, made.close(true)).catch(note);
        await pause(restMs);
      }
    }
  }

  function restAfterErrors(made: Working): void {
    let resting = false;
    made.on("error", () => {
      if (resting || closed) return;
      resting = true;
      made.pause(true).catch(note);
      setTimeout(() => {
        resting = false;
        if (!closed) Promise.resolve(made.resume()).catch(note);
      }, restMs);
    });
  }

  const timers = new Set<NodeJS.Timeout>();
  let handle: ((sessionId: string) => Promise<void>) | undefined;

  function wake(sessionId: string, at: Date): void {
    const delay = Math.max(0, at.getTime() - clock.now().getTime());
    const jobId = `${sessionId}-${String(at.getTime())}`;
    within(patienceMs, queue.add("turn", { sessionId }, { jobId, delay })).catch(
      (error: unknown) => {
        note(toError(error));
        wakeHere(sessionId, delay);
      },
    );
  }

  function wakeHere(sessionId: string, delay: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      handle?.(sessionId).catch((error: unknown) => {
        note(toError(error));
      });
    }, delay);
    timers.add(timer);
  }

  return {
    wake,
    start(handler) {
      handle = async (sessionId) => {
        const next = await handler(sessionId);
        if (next) wake(sessionId, next);
      };
      void startWorker(handle);
    },
    async close() {
      closed = true;
      handle = undefined;
      for (const timer of timers) clearTimeout(timer);
      const closing = (async () => {
        // Closed before it is ready, BullMQ opens a connection afterwards and keeps it.
        if (worker) await within(patienceMs, worker.waitUntilReady()).catch(() => undefined);
        await worker?.close();
        await queue.close();
      })();
      await within(finishWithinMs, closing).catch((error: unknown) => {
        note(toError(error));
      });
    },
  };
}

function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return inTime(ms, promise, (): never => {
    throw new Error("the turn queue can't be reached");
  });
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
