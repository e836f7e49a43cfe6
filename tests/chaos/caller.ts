import type { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Rng } from "~/lib/rng";
import { ask, type Asking, createAgent, type Reply } from "./http";
import type { Journal } from "./journal";

export type Endpoint = { readonly name: string; readonly url: string };

/** Calls the API of any of several processes, and another one when one fails. */
export type Caller = {
  /** The process that is asked next. */
  endpoint(): Endpoint;
  agent(): Agent;
  /** That one failed: takes another, and new connections. */
  failOver(): void;
  /** With the token of the moment: a long run outlives one. */
  headers(): Record<string, string>;
  rng: Rng;
  journal: Journal;
};

export function createCaller(
  endpoints: readonly Endpoint[],
  parts: { token: () => string | undefined; rng: Rng; journal: Journal },
): Caller {
  const { token, rng, journal } = parts;
  let agent = createAgent();
  let index = Math.floor(rng.next() * endpoints.length);
  return {
    endpoint: () => endpoints[index % endpoints.length] ?? { name: "", url: "" },
    agent: () => agent,
    failOver() {
      index += 1;
      agent.destroy();
      agent = createAgent();
    },
    headers() {
      const now = token();
      return now === undefined ? {} : { Authorization: `Bearer ${now}` };
    },
    rng,
    journal,
  };
}

const longestRetryMs = 2_000;

/**
 * Asks until somebody answers with something other than "come back later", as a
 * browser's outbox does: the same request, another process, full-jitter back-off.
 */
export async function askUntilAnswered(
  caller: Caller,
  path: string,
  asking: Asking,
): Promise<{ reply: Reply; attempts: number; app: string }> {
  for (let attempts = 1; ; attempts += 1) {
    const app = caller.endpoint().name;
    const reply = await tryOnce(caller, path, asking);
    if (reply) return { reply, attempts, app };
    caller.failOver();
    await pause(caller.rng.between(0, Math.min(longestRetryMs, 200 * 2 ** (attempts - 1))));
  }
}

/** Null, and noted, where there was no answer or one that asks to come back. */
export async function tryOnce(
  { endpoint, headers, agent, journal }: Caller,
  path: string,
  asking: Asking,
): Promise<Reply | null> {
  const { name, url } = endpoint();
  const from = Date.now();
  const noteTrouble = (what: string): void => {
    journal.noteTrouble({ app: name, from, at: Date.now(), what: `${what} ${path}` });
  };
  try {
    const all = { ...headers(), ...asking.headers };
    const reply = await ask(`${url}/api/v1${path}`, { ...asking, headers: all, agent: agent() });
    if (reply.status < 500 && reply.status !== 429) return reply;
    noteTrouble(String(reply.status));
    // A 500 would say that the server didn't know what had happened to it.
    if (reply.status === 500) journal.noteWrong(`500 from ${name}: ${reply.body.slice(0, 200)}`);
  } catch (error) {
    if (asking.signal?.aborted) throw error;
    noteTrouble(String(error));
  }
  return null;
}

/** What a good answer says. Throws, with what was said, where the answer is none. */
export function readAnswer({ status, body }: Reply): unknown {
  if (status !== 200 && status !== 201) throw new Error(`${status}: ${body.slice(0, 200)}`);
  return JSON.parse(body);
}
