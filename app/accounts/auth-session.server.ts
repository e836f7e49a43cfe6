import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Services } from "~/services.server";
import type { Role, Viewer } from "./user";

const minute = 60_000;
export const absoluteLifetimeMs = 30 * 24 * 60 * minute;
const idleLifetimeMs = 7 * 24 * 60 * minute;
/** Noting every visit would cost a write a request. */
const noteVisitsEveryMs = 5 * minute;

/** Starts a sign-in for a browser; the token goes into the cookie and is stored only as a hash. */
export async function startAuthSession(services: Services, userId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await createAuthSession(services, userId, absoluteLifetimeMs, hash(token));
  return token;
}

/** A sign-in of the given life; returns its id. */
export async function createAuthSession(
  { db, clock }: Services,
  userId: string,
  lifetimeMs: number,
  tokenHash?: Uint8Array<ArrayBuffer>,
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

/** Who holds this cookie token, or null when it is unknown, expired, idle too long or revoked. */
export function getViewerByToken(services: Services, token: string): Promise<Viewer | null> {
  return getViewer(services, { tokenHash: hash(token) });
}

/** Who this auth session is, or null as above. */
export function getViewerById(services: Services, id: string): Promise<Viewer | null> {
  return getViewer(services, { id });
}

async function getViewer(
  { db, clock }: Services,
  where: { id: string } | { tokenHash: Uint8Array<ArrayBuffer> },
): Promise<Viewer | null> {
  const now = clock.now();
  const row = await db.authSession.findFirst({
    where: {
      ...where,
      revokedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - idleLifetimeMs) },
    },
    include: { user: true },
  });
  if (!row) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > noteVisitsEveryMs) {
    await db.authSession.update({ where: { id: row.id }, data: { lastSeenAt: now } });
  }
  const { id, name, role } = row.user;
  return { id, name, role: role as Role, authSessionId: row.id };
}

export async function revokeAuthSession({ db, clock }: Services, id: string): Promise<void> {
  await db.authSession.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: clock.now() },
  });
}

function hash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
