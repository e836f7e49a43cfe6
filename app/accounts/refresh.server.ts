import { SignJWT } from "jose";
import { z } from "zod";
import { AppError } from "~/errors";
import type { Statement } from "~/lib/sql.server";
import type { Services } from "~/services.server";
import { signAccessToken } from "./access-token.server";
import { createAuthSession, framedLifetimeMs, revokeAuthSession } from "./auth-session.server";
import { algorithm, issuer, keyOf, type Purpose, readClaims } from "./signed-claims.server";

const refreshing: Purpose = { typ: "refresh+jwt", audience: "deskside-refresh" };
const claims = z.object({ sid: z.uuid(), generation: z.int().positive() });
/** An answer may get lost on the way: so long the handle before the newest gives the newest again. */
const graceMs = 30_000;

export type Tokens = {
  accessToken: string;
  /** Good once, for the next pair. */
  refreshHandle: string;
};

/** Signs in for as long as somebody refreshes, at most twelve hours. */
export async function createRefreshableTokens(services: Services, userId: string): Promise<Tokens> {
  const sid = await createAuthSession(services, userId, framedLifetimeMs);
  const now = services.clock.now();
  await services.db.authSession.update({
    where: { id: sid },
    data: { refreshGeneration: 1, refreshedAt: now },
  });
  return signTokens(services, { sid, userId, generation: 1 });
}

const advance: Statement = {
  name: "advance_refresh",
  text: `UPDATE auth_session SET
      refreshed_at = CASE refresh_generation WHEN $2::int THEN $3::timestamptz ELSE refreshed_at END,
      refresh_generation = $2::int + 1,
      last_seen_at = $3::timestamptz
    WHERE id = $1::uuid AND revoked_at IS NULL AND expires_at > $3::timestamptz
      AND (refresh_generation = $2::int
        OR refresh_generation = $2::int + 1 AND refreshed_at > $4::timestamptz)
    RETURNING user_id AS "userId"`,
};

/**
 * The next pair of tokens. A handle that was used before tells of a thief, who may have the
 * newest one: the whole sign-in ends. Throws `invalid_token` then, and for what is no handle.
 */
export async function refreshTokens(services: Services, handle: string): Promise<Tokens> {
  const known = await readClaims(services, handle, refreshing, claims);
  if (!known) throw new AppError("invalid_token", "This refresh handle is not valid.");
  const now = services.clock.now();
  const grace = new Date(now.getTime() - graceMs);
  const [row] = await services.sql<{ userId: string }>(advance, [
    ...[known.sid, known.generation],
    ...[now, grace],
  ]);
  if (row) return signTokens(services, { ...known, ...row, generation: known.generation + 1 });
  await revokeAuthSession(services, known.sid);
  services.log.warn("a refresh handle came again, or too late; its sign-in is over");
  throw new AppError("invalid_token", "This sign-in is over.");
}

type Signing = { sid: string; userId: string; generation: number };

async function signTokens(
  services: Services,
  { sid, userId, generation }: Signing,
): Promise<Tokens> {
  const now = Math.floor(services.clock.now().getTime() / 1_000);
  const refreshHandle = await new SignJWT({ sid, generation })
    .setProtectedHeader({ alg: algorithm, typ: refreshing.typ })
    .setIssuer(issuer)
    .setAudience(refreshing.audience)
    .setExpirationTime(now + framedLifetimeMs / 1_000)
    .sign(keyOf(services.env.tokenSecrets[0]));
  return { accessToken: await signAccessToken(services, sid, userId), refreshHandle };
}
