import { createHash, randomBytes } from "node:crypto";
import { getViewerById } from "~/accounts/auth-session.server";
import type { Viewer } from "~/accounts/user";
import { AppError } from "~/errors";
import type { Statement } from "~/lib/sql.server";
import type { Services } from "~/services.server";
import type { AccessedSession } from "~/sessions/access-session.server";

/** An EventSource that was just given its ticket opens within moments, on any network. */
export const ticketSeconds = 20;

const issue: Statement = {
  name: "issue_stream_ticket",
  text: `WITH gone AS (DELETE FROM stream_ticket WHERE expires_at < $5::timestamptz)
    INSERT INTO stream_ticket (ticket_hash, session_id, auth_session_id, expires_at)
    VALUES ($1, $2::uuid, $3::uuid, $4::timestamptz)`,
};

/** A ticket for one stream of this session, for the viewer who asked. */
export async function issueStreamTicket(
  { sql, clock }: Services,
  { id, viewer }: AccessedSession,
): Promise<string> {
  const ticket = randomBytes(32).toString("base64url");
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + ticketSeconds * 1_000);
  await sql(issue, [hash(ticket), id, viewer.authSessionId, expiresAt, now]);
  return ticket;
}

const take: Statement = {
  name: "take_stream_ticket",
  text: `DELETE FROM stream_ticket WHERE ticket_hash = $1
    RETURNING session_id AS "sessionId", auth_session_id AS "authSessionId",
      expires_at > $2::timestamptz AS fresh`,
};

type Ticket = { sessionId: string; authSessionId: string; fresh: boolean };

/** Whom the ticket lets in, once. Throws `invalid_token` when it was used, is old or for another session. */
export async function takeStreamTicket(
  services: Services,
  ticket: string,
  sessionId: string | undefined,
): Promise<Viewer> {
  const { sql, clock } = services;
  const [row] = await sql<Ticket>(take, [hash(ticket), clock.now()]);
  const fits = row?.fresh === true && row.sessionId === sessionId?.toLowerCase();
  const viewer = fits ? await getViewerById(services, row.authSessionId) : null;
  if (!viewer) throw new AppError("invalid_token", "This ticket is not valid.");
  return viewer;
}

function hash(ticket: string): Buffer {
  return createHash("sha256").update(ticket).digest();
}
