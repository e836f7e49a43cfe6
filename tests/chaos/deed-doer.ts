import { askUntilAnswered, type Caller } from "./caller";
import type { Reply } from "./http";

const tools = ["lookup_user", "unlock_account", "revoke_sessions", "reset_mfa"] as const;
/** So often a use is sent once more after its answer, which must change nothing. */
const sentAgain = 0.3;

/** Uses a tool under this key until that is acknowledged; "ended" when the session is over. */
export async function useTool(
  caller: Caller,
  session: string,
  key: string,
): Promise<"ended" | "goes on"> {
  const tool = caller.rng.pick(tools);
  const reply = await send(caller, `/sessions/${session}/actions`, key, { tool });
  if (reply.status === 409) return "ended";
  const seq = seqOf(caller, key, reply);
  if (seq === null) return "goes on";
  caller.journal.of(session).tools.push({ key, tool, seq });
  caller.journal.counts.tools += 1;
  if (caller.rng.next() < sentAgain) {
    caller.failOver();
    const again = await send(caller, `/sessions/${session}/actions`, key, { tool });
    if (again.status !== 200 || seqOf(caller, key, again) !== seq) {
      caller.journal.noteWrong(`the use ${key} sent again: ${told(again)}`);
    }
  }
  return "goes on";
}

function seqOf({ journal }: Caller, key: string, reply: Reply): number | null {
  if (reply.status === 200 || reply.status === 201) {
    return (JSON.parse(reply.body) as { action: { seq: number } }).action.seq;
  }
  journal.noteWrong(`the use ${key}: ${told(reply)}`);
  return null;
}

/** Several resolve a session at once, each under a key of its own: one of them does. */
export async function resolve(
  callers: readonly Caller[],
  session: string,
  name: string,
): Promise<void> {
  await Promise.all(
    callers.map((caller, n) => resolveUnder(caller, session, `${name}-end-${n + 1}`)),
  );
}

async function resolveUnder(caller: Caller, session: string, key: string): Promise<void> {
  const body = { category: "access", rootCause: "A new phone.", code: "solved", notes: key };
  const path = `/sessions/${session}/resolution`;
  const reply = await send(caller, path, key, body);
  if (reply.status === 409) return;
  if (reply.status !== 200 && reply.status !== 201) {
    caller.journal.noteWrong(`the resolution ${key}: ${told(reply)}`);
    return;
  }
  caller.journal.of(session).resolutions.push(key);
  caller.journal.counts.resolutions += 1;
  const again = await send(caller, path, key, body);
  if (again.status !== 200) {
    caller.journal.noteWrong(`the resolution ${key} sent again: ${told(again)}`);
  }
}

async function send(caller: Caller, path: string, key: string, body: unknown): Promise<Reply> {
  const headers = { "Idempotency-Key": key };
  return (await askUntilAnswered(caller, path, { method: "POST", headers, body })).reply;
}

function told({ status, body }: Reply): string {
  return `${status} ${body.slice(0, 200)}`;
}
