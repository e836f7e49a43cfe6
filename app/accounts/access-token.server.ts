import { SignJWT } from "jose";
import { z } from "zod";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { createAuthSession, getViewerById } from "./auth-session.server";
import { algorithm, issuer, keyOf, type Purpose, readClaims } from "./signed-claims.server";
import type { Viewer } from "./user";

export const accessTokenSeconds = 15 * 60;
const access: Purpose = { typ: "at+jwt", audience: "deskside-api" };
const claims = z.object({ sid: z.uuid() });

/** An access token for the API, good for fifteen minutes or until its auth session is revoked. */
export async function createAccessToken(services: Services, userId: string): Promise<string> {
  const sid = await createAuthSession(services, userId, accessTokenSeconds * 1_000);
  return signAccessToken(services, sid, userId);
}

/** Another one for a sign-in that there is. */
export function signAccessToken(services: Services, sid: string, userId: string): Promise<string> {
  const now = Math.floor(services.clock.now().getTime() / 1_000);
  return new SignJWT({ sid })
    .setProtectedHeader({ alg: algorithm, typ: access.typ })
    .setIssuer(issuer)
    .setAudience(access.audience)
    .setSubject(userId)
    .setIssuedAt(now)
    .setExpirationTime(now + accessTokenSeconds)
    .sign(keyOf(services.env.tokenSecrets[0]));
}

/** Who the token stands for. Throws `invalid_token` for anything but our own, live token. */
export async function requireTokenViewer(services: Services, token: string): Promise<Viewer> {
  const viewer = await services.viewers.get(`bearer ${token}`, async () => {
    const known = await readClaims(services, token, access, claims);
    return known && getViewerById(services, known.sid);
  });
  if (!viewer) throw new AppError("invalid_token");
  return viewer;
}
