import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError } from "~/errors";
import { foldText } from "~/lib/fold-text";
import type { Sql, Statement } from "~/lib/sql.server";
import type { Services } from "~/services.server";
import {
  type AccessedSession,
  accessSession,
  requireWriter,
} from "~/sessions/access-session.server";
import type { Message } from "./events";
import { requireIdempotencyKey, requireMessageText } from "./message-text";
import type { Outcome } from "./own-posts.server";
import { publish } from "./publish.server";

const uuid = z.uuid();

export type Posted = { message: Message; head: number; replayed: boolean };
type PostedHere = Posted & { epoch: string };

/**
 * A trainee's message: stored with its place in the log, and the customer's turn made
 * due, in one transaction; then published. The same key and text again returns and publishes the
 * first message. `session` needs no more than its id: permission and insertion are one
 * round trip. Throws not_found, read_only, empty_text, text_too_long, control_characters,
 * idempotency_key_missing, idempotency_key_reused (with the original), session_ended,
 * too_many_requests.
 */
export async function postMessage(
  services: Services,
  session: Pick<AccessedSession, "id" | "viewer">,
  input: { key: unknown; text: string },
): Promise<PostedHere> {
  const { id, viewer } = session;
  if (viewer.role !== "trainee") return refuse(services, session);
  const key = requireIdempotencyKey(input.key);
  const text = requireMessageText(input.text);
  await services.limits.spend("post", `${viewer.id} ${id}`);
  const accepted = performance.now();
  const outcome = uuid.safeParse(id).success
    ? await services.ownPosts({ sessionId: id, userId: viewer.id, key, text })
    : null;
  if (!outcome) return refuse(services, session);
  const posted = { ...toPosted(outcome), epoch: outcome.epoch };
  services.metrics.acceptToCommit.observe(performance.now() - accepted);
  if (posted.replayed) {
    services.metrics.replayedPosts.inc();
    requireSameText(posted, text);
  }
  // A repeat, too: who stored it was perhaps stopped before it told anyone.
  await publish(services, id, [{ type: "message.posted", data: posted.message }]);
  if (services.env.customerPace !== "off") services.turns.wake(id, services.clock.now());
  return posted;
}

/** Why this viewer may not write here: they may not even read it, or only read it. */
async function refuse(
  services: Services,
  { id, viewer }: Pick<AccessedSession, "id" | "viewer">,
): Promise<never> {
  requireWriter(await accessSession(services, viewer, id));
  throw new Error(`${viewer.id} may write in ${id}, but has no participant`);
}

function requireSameText({ message }: Posted, text: string): void {
  if (message.text === text) return;
  throw new AppError("idempotency_key_reused", "This key has already sent another text.", {
    message,
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

const statement: Statement = {
  name: "post_message",
  text: `SELECT outcome, head, data FROM post_message($1::uuid, $2::uuid, $3::text, $4::uuid,
    $5::text, $6::text, $7::timestamptz, $8::boolean)`,
};

/**
 * The one door for all authors, inside the caller's transaction if it has one;
 * the caller publishes after commit. Throws `session_ended`.
 */
export async function insertMessage(
  sql: Sql,
  { sessionId, participantId, key, text, now, turn }: NewMessage,
): Promise<Posted> {
  const values = [sessionId, participantId, key, randomUUID(), text, foldText(text), now, turn];
  const [row] = await sql<Outcome>(statement, values);
  if (!row) throw new Error("post_message returned nothing");
  return toPosted(row);
}

function toPosted({ outcome, head, data }: Outcome): Posted {
  if (outcome === "ended") {
    throw new AppError("session_ended", "This session has ended; nothing more can be sent.");
  }
  return { message: data, head, replayed: outcome === "replayed" };
}
