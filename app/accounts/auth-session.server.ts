import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Statement } from "~/lib/sql.server";
import type { Services } from "~/services.server";
import type { Viewer } from "./user";

const minute = 60_000;
export const absoluteLifetimeMs = 30 * 24 * 60 * minute;
/** Of a sign-in in a frame, with its cookie or its refresh handle: a day's work. */
export const framedLifetimeMs = 12 * 60 * minute;
const idleLifetimeMs = 7 * 24 * 60 * minute;
/** Noting every visit would cost a write a request. */
const noteVisitsEveryMs = 5 * minute;

/** Starts a sign-in for a browser; the token goes into the cookie and is stored only as a hash. */
export async function startAuthSession(
  services: Services,
  userId: string,
  lifetimeMs = absoluteLifetimeMs,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await createAuthSession(services, userId, lifetimeMs, hash(token));
  return token;
}

/** A sign-in of the given life; returns its id. */
export async function createAuthSession(
  { db, clock }: Services,
  userId: string,
  lifetimeMs: number,
  tokenHash?: Buffer<ArrayBuffer>,
): Promise<string> {
  const now = clock.now();
  const row = await db.authSession.create({
    data: {
      id: randomUUID(),
      userId,
      tokenHash: tokenHash ?? null,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMs),
    },
  });
  return row.id;
}

const columns = `
  SELECT u.id, u.name, u.role, a.id AS "authSessionId", a.last_seen_at AS "lastSeenAt"
  FROM auth_session a JOIN "user" u ON u.id = a.user_id
  WHERE a.revoked_at IS NULL AND a.expires_at > $2::timestamptz AND a.last_seen_at > $3::timestamptz`;
const byToken: Statement = { name: "viewer_by_token", text: `${columns} AND a.token_hash = $1` };
const byId: Statement = { name: "viewer_by_id", text: `${columns} AND a.id = $1::uuid` };

/** Who holds this cookie token, or null when it is unknown, expired, idle too long or revoked. */
export function getViewerByToken(services: Services, token: string): Promise<Viewer | null> {
  return services.viewers.get(`cookie ${token}`, () => getViewer(services, byToken, hash(token)));
}

/** Who this auth session is, or null as above. */
export function getViewerById(services: Services, id: string): Promise<Viewer | null> {
  return getViewer(services, byId, id);
}

async function getViewer(
  { sql, clock }: Services,
  statement: Statement,
  key: string | Buffer,
): Promise<Viewer | null> {
  const now = clock.now();
  const idleSince = new Date(now.getTime() - idleLifetimeMs);
  const [row] = await sql<Viewer & { lastSeenAt: Date }>(statement, [key, now, idleSince]);
  if (!row) return null;
  const { lastSeenAt, ...viewer } = row;
  if (now.getTime() - lastSeenAt.getTime() > noteVisitsEveryMs) {
    await sql(noteVisit, [viewer.authSessionId, now]);
  }
  return viewer;
}

const noteVisit: Statement = {
  name: "note_visit",
  text: "UPDATE auth_session SET last_seen_at = $2::timestamptz WHERE id = $1::uuid",
};

export async function revokeAuthSession(
  { db, clock, viewers }: Services,
  id: string,
): Promise<void> {
  await db.authSession.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: clock.now() },
  });
  viewers.forget(id);
}

/** Ends all sign-ins of this user: browsers, frames and access tokens. */
export async function revokeAllAuthSessions(
  { db, clock, viewers }: Services,
  userId: string,
): Promise<void> {
  const live = { userId, revokedAt: null };
  const rows = await db.authSession.updateManyAndReturn({
    where: live,
    data: { revokedAt: clock.now() },
    select: { id: true },
  });
  for (const { id } of rows) viewers.forget(id);
}

/** Deletes the sign-ins that are over by their age; a revoked one has to be known until then. */
export async function deleteExpiredAuthSessions({ db, clock }: Services): Promise<void> {
  await db.authSession.deleteMany({ where: { expiresAt: { lte: clock.now() } } });
}

function hash(token: string): Buffer<ArrayBuffer> {
  return createHash("sha256").update(token).digest();
}
