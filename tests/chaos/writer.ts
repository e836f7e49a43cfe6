import { setTimeout as pause } from "node:timers/promises";
import { type Caller, askUntilAnswered, tryOnce } from "./caller";

type Posted = { message: { id: string; seq: number; clientMessageId: string; text: string } };

export type Writing = {
  name: string;
  session: string;
  /** What it says, the n-th time, from 1. */
  line: (n: number) => string;
  /** From one answer to the next post, on average. */
  everyMs: number;
  /** What it does beside, after its n-th message; "ended" when it found the session over. */
  beside?: (n: number) => Promise<"ended" | "goes on">;
  /** Aborted when it shall send no more; what is under way is still brought to its end. */
  stop: AbortSignal;
};

/** So often somebody types before they send. */
const typesFirst = 0.1;

/**
 * Posts one message after the other, each under a key of its own until it is acknowledged.
 * Ends when it is told to, or returns "ended" when the session is over.
 */
export async function write(caller: Caller, writing: Writing): Promise<"stopped" | "ended"> {
  const { session, everyMs, stop, beside } = writing;
  for (let n = 1; !stop.aborted; n += 1) {
    // As in a browser, where sending doesn't wait for it.
    if (caller.rng.next() < typesFirst) void type(caller, session);
    if ((await post(caller, writing, n)) === "ended") return "ended";
    if ((await beside?.(n)) === "ended") return "ended";
    await pause(caller.rng.between(0.5 * everyMs, 1.5 * everyMs));
  }
  return "stopped";
}

async function post(
  caller: Caller,
  { name, session, line }: Writing,
  n: number,
): Promise<"posted" | "ended"> {
  const { journal } = caller;
  const key = `${name}-${n}`;
  const text = line(n);
  const { reply, attempts, app } = await askUntilAnswered(caller, `/sessions/${session}/messages`, {
    ...{ method: "POST", headers: { "Idempotency-Key": key }, body: { text } },
  });
  if (reply.status === 409) return "ended";
  if (reply.status !== 200 && reply.status !== 201) {
    journal.noteWrong(`${reply.status} to the post ${key}: ${reply.body.slice(0, 200)}`);
    return "ended";
  }
  const { message } = JSON.parse(reply.body) as Posted;
  if (message.clientMessageId !== key || message.text !== text) {
    journal.noteWrong(`the post ${key} was answered with another message`);
  }
  const { id, seq } = message;
  journal.acknowledge(session, { writer: name, n, key, seq, id }, attempts);
  if (attempts === 1) journal.ways.noteAnswer(session, seq, { at: Date.now(), app });
  return "posted";
}

/** Says that it types, once; what gets lost of that is nobody's loss. */
async function type(caller: Caller, session: string): Promise<void> {
  const reply = await tryOnce(caller, `/sessions/${session}/typing`, {
    ...{ method: "POST", body: { typing: true } },
  });
  if (reply?.status === 204) caller.journal.counts.typing += 1;
  else if (reply && reply.status !== 409) caller.journal.noteWrong(`${reply.status} to typing`);
}
