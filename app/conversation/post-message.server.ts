import { randomUUID } from "node:crypto";
import { AppError } from "~/errors";
import { foldText } from "~/lib/fold-text";
import type { Sql, Statement } from "~/lib/sql.server";
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
  const posted = await insertMessage(services.sql, {
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

const statement: Statement = {
  name: "post_message",
  text: `SELECT outcome, head, data FROM post_message(
    $1::uuid, $2::uuid, $3::text, $4::uuid, $5::text, $6::text, $7::timestamptz, $8::boolean)`,
};

/**
 * The one door for all authors, inside the caller's transaction if it has one;
 * the caller publishes after commit. Throws `session_ended`.
 */
export async function insertMessage(
  sql: Sql,
  { sessionId, participantId, key, text, now, turn }: NewMessage,
): Promise<Posted> {
  const id = randomUUID();
  const rows = await sql<Outcome>(statement, [
    ...[sessionId, participantId, key, id],
    ...[text, foldText(text), now, turn],
  ]);
  const row = rows[0];
  if (!row) throw new Error("post_message returned nothing");
  if (row.outcome === "ended") {
    throw new AppError("session_ended", "This session has ended; nothing more can be sent.");
  }
  return { message: row.data, head: row.head, replayed: row.outcome === "replayed" };
}
