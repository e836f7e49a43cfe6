import type { Redis } from "ioredis";
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import type { Env } from "~/env.server";
import { AppError } from "~/errors";

/** What is limited: so many points in so many seconds, by key. */
const budgets = {
  /** Posts, by session. */
  post: { points: 20, duration: 10 },
  /** Uses of tools, by session. */
  action: { points: 20, duration: 10 },
  /** Starts of sessions, by trainee: for people without end, and some for a load test; not for a script that runs away. */
  start: { points: 1_000, duration: 10 * 60 },
  /** Failed sign-ins, by account and address together, so that nobody can lock out another. */
  failedSignIn: { points: 10, duration: 15 * 60 },
  /** Failed sign-ins, by network, whatever the account: a whole school may stand behind one. */
  failedSignInFrom: { points: 300, duration: 15 * 60 },
  typing: { points: 30, duration: 10 },
  search: { points: 60, duration: 60 },
  /** Texts of scenarios, by trainer: each is checked by playing it, which takes some hundred milliseconds. */
  upload: { points: 30, duration: 60 },
  /** Tests of a network, by address: some thirty runs a minute, for a class behind one address. */
  diagnosis: { points: 600, duration: 60 },
} as const;

export type LimitName = keyof typeof budgets;

/** Open streams of one user in this process. */
const mostStreams = 20;
const retryStreamSeconds = 5;

export type Limits = {
  /** Counts an open stream of a user until the returned undo; throws `too_many_requests`. */
  enterStream(userId: string): () => void;
  /** Spends one point; throws `too_many_requests` when none is left. */
  spend(name: LimitName, key: string): Promise<void>;
  /** Gives the point back: what was spent turned out to be allowed. */
  refund(name: LimitName, key: string): Promise<void>;
  /** Gives all points back. */
  forget(name: LimitName, key: string): Promise<void>;
};

/** Counted in Redis if there is one, so over all processes; in memory while it is gone. */
export function createLimits(env: Pick<Env, "rateLimits">, redis?: Redis): Limits {
  if (!env.rateLimits) {
    return {
      enterStream: () => () => undefined,
      spend: () => Promise.resolve(),
      refund: () => Promise.resolve(),
      forget: () => Promise.resolve(),
    };
  }
  const limiters = new Map(
    Object.entries(budgets).map(([name, budget]) => [name, createLimiter(name, budget, redis)]),
  );
  const limiter = (name: LimitName): RateLimiterAbstract => {
    const found = limiters.get(name);
    if (!found) throw new Error(`no limit is named ${name}`);
    return found;
  };
  return {
    enterStream: streamCounter(),
    async spend(name, key) {
      try {
        await limiter(name).consume(key);
      } catch (thrown) {
        // A refused try has used nothing; counted all the same, it would outlast what others give back.
        if (thrown instanceof RateLimiterRes) await limiter(name).reward(key);
        refuse(thrown);
      }
    },
    async refund(name, key) {
      await limiter(name).reward(key);
    },
    async forget(name, key) {
      await limiter(name).delete(key);
    },
  };
}

function createLimiter(
  name: string,
  budget: { points: number; duration: number },
  redis: Redis | undefined,
): RateLimiterAbstract {
  const memory = new RateLimiterMemory({ ...budget, keyPrefix: name });
  if (!redis) return memory;
  return new RateLimiterRedis({
    ...budget,
    keyPrefix: `deskside:limit:${name}`,
    storeClient: redis,
    insuranceLimiter: memory,
    rejectIfRedisNotReady: true,
  });
}

function streamCounter(): Limits["enterStream"] {
  const open = new Map<string, number>();
  return (userId) => {
    const count = open.get(userId) ?? 0;
    if (count >= mostStreams) {
      const detail = `You have ${String(count)} open streams. Close one first.`;
      throw new AppError("too_many_requests", detail, {}, retryStreamSeconds);
    }
    open.set(userId, count + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const rest = (open.get(userId) ?? 1) - 1;
      if (rest > 0) open.set(userId, rest);
      else open.delete(userId);
    };
  };
}

function refuse(thrown: unknown): never {
  if (!(thrown instanceof RateLimiterRes)) throw thrown;
  const seconds = Math.max(1, Math.ceil(thrown.msBeforeNext / 1_000));
  throw new AppError(
    "too_many_requests",
    `Too many at once. Try again in ${String(seconds)} seconds.`,
    {},
    seconds,
  );
}
