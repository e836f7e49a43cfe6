import { randomUUID } from "node:crypto";
import { AppError } from "~/errors";
import type { Prisma } from "~/generated/prisma/client";
import { foldText } from "~/lib/fold-text";
import type { Services } from "~/services.server";
import { type AccessedSession, requireWriter } from "~/sessions/access-session.server";
import type { Message } from "./events";
import { requireIdempotencyKey, requireMessageText } from "./message-text";
import { publish } from "./publish.server";

export type Posted = { message: Message; head: number; replayed: boolean };

/**
 * A trainee's message: stored with its place in the log, and the customer's turn made
 * due, in one transaction; then published. The same key and text again returns the
 * first message. Throws read_only, empty_text, text_too_long, control_characters,
 * idempotency_key_missing, idempotency_key_reused (with the original), session_ended,
 * too_many_requests.
 */
export async function postMessage(
  services: Services,
  session: AccessedSession,
  input: { key: unknown; text: string },
): Promise<Posted> {
  const participant = requireWriter(session);
  const key = requireIdempotencyKey(input.key);
  const text = requireMessageText(input.text);
  await services.limits.spend("post", session.id);
  const turn = services.env.customerPace !== "off";
  const accepted = performance.now();
  const posted = await insertMessage(services.db, {
    sessionId: session.id,
    participantId: participant.id,
    key,
    text,
    now: services.clock.now(),
    turn,
  });
  services.metrics.acceptToCommit.observe(performance.now() - accepted);
  if (posted.replayed) {
    services.metrics.replayedPosts.inc();
    return requireSameText(posted, text);
  }
  await publish(services, session.id, [{ type: "message.posted", data: posted.message }]);
  if (turn) services.turns.wake(session.id, services.clock.now());
  return posted;
}

function requireSameText(posted: Posted, text: string): Posted {
  if (posted.message.text === text) return posted;
  throw new AppError("idempotency_key_reused", "This key has already sent another text.", {
    message: posted.message,
  });
}

export type NewMessage = {
  sessionId: string;
  /** Null for a system line. */
  participantId: string | null;
  key: string | null;
  text: string;
  now: Date;
  /** Make the customer's reaction due. */
  turn: boolean;
};

type Outcome = { outcome: "posted" | "replayed" | "ended"; head: number; data: Message };

/**
 * The one door for all authors, inside the caller's transaction if it has one;
 * the caller publishes after commit. Throws `session_ended`.
 */
export async function insertMessage(
  db: Pick<Prisma.TransactionClient, "$queryRaw">,
  { sessionId, participantId, key, text, now, turn }: NewMessage,
): Promise<Posted> {
  const rows = await db.$queryRaw<Outcome[]>`
    SELECT outcome, head, data FROM post_message(
      ${sessionId}::uuid, ${participantId}::uuid, ${key}::text, ${randomUUID()}::uuid,
      ${text}::text, ${foldText(text)}::text, ${now}::timestamptz, ${turn}::boolean)`;
  const row = rows[0];
  if (!row) throw new Error("post_message returned nothing");
  if (row.outcome === "ended") {
    throw new AppError("session_ended", "This session has ended; nothing more can be sent.");
  }
  return { message: row.data, head: row.head, replayed: row.outcome === "replayed" };
}
