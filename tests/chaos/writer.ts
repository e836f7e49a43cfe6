import { setTimeout as pause } from "node:timers/promises";
import { type Caller, askUntilAnswered } from "./caller";

type Posted = { message: { id: string; seq: number; clientMessageId: string; text: string } };

export type Writing = {
  name: string;
  session: string;
  /** What it says, the n-th time, from 1. */
  line: (n: number) => string;
  /** From one answer to the next post, on average. */
  everyMs: number;
  /** Aborted when it shall send no more; what is under way is still brought to its end. */
  stop: AbortSignal;
};

/**
 * Posts one message after the other, each under a key of its own until it is acknowledged.
 * Ends when it is told to, or returns "ended" when the session is over.
 */
export async function write(caller: Caller, writing: Writing): Promise<"stopped" | "ended"> {
  const { name, session, line, everyMs, stop } = writing;
  for (let n = 1; !stop.aborted; n += 1) {
    const key = `${name}-${n}`;
    const text = line(n);
    const { reply, attempts } = await askUntilAnswered(caller, `/sessions/${session}/messages`, {
      ...{ method: "POST", headers: { "Idempotency-Key": key }, body: { text } },
    });
    if (reply.status === 409) return "ended";
    if (reply.status !== 200 && reply.status !== 201) {
      caller.journal.noteWrong(`${reply.status} to the post ${key}: ${reply.body.slice(0, 200)}`);
      return "ended";
    }
    const { message } = JSON.parse(reply.body) as Posted;
    if (message.clientMessageId !== key || message.text !== text) {
      caller.journal.noteWrong(`the post ${key} was answered with another message`);
    }
    const { id, seq } = message;
    caller.journal.acknowledge(session, {
      ...{ writer: name, n, key, seq, id, at: Date.now(), attempts },
    });
    await pause(caller.rng.between(0.5 * everyMs, 1.5 * everyMs));
  }
  return "stopped";
}
