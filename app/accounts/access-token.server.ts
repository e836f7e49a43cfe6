import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { createAuthSession, getViewerById } from "./auth-session.server";
import type { Viewer } from "./user";

export const accessTokenSeconds = 15 * 60;
const algorithm = "HS256";
const type = "at+jwt";
const audience = "deskside-api";
const issuer = "deskside";

/** An access token for the API, good for fifteen minutes or until its auth session is revoked. */
export async function createAccessToken(services: Services, userId: string): Promise<string> {
  const sid = await createAuthSession(services, userId, accessTokenSeconds * 1_000);
  return signAccessToken(services, sid, userId);
}

/** Another one for a sign-in that there is. */
export function signAccessToken(services: Services, sid: string, userId: string): Promise<string> {
  const now = Math.floor(services.clock.now().getTime() / 1_000);
  return new SignJWT({ sid })
    .setProtectedHeader({ alg: algorithm, typ: type })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(userId)
    .setIssuedAt(now)
    .setExpirationTime(now + accessTokenSeconds)
    .sign(bytes(services.env.tokenSecrets[0]));
}

/** Who the token stands for. Throws `invalid_token` for anything but our own, live token. */
export async function requireTokenViewer(services: Services, token: string): Promise<Viewer> {
  const viewer = await services.viewers.get(`bearer ${token}`, async () => {
    const sid = await verifiedSid(services, token);
    return sid === null ? null : getViewerById(services, sid);
  });
  if (!viewer) throw new AppError("invalid_token");
  return viewer;
}

async function verifiedSid({ env, clock }: Services, token: string): Promise<string | null> {
  for (const secret of env.tokenSecrets) {
    try {
      const { payload } = await jwtVerify(token, bytes(secret), {
        algorithms: [algorithm],
        typ: type,
        audience,
        issuer,
        currentDate: clock.now(),
      });
      return z.uuid().safeParse(payload["sid"]).data ?? null;
    } catch {
      // Signed by another of our keys, or not ours at all: the next key tells.
    }
  }
  return null;
}

function bytes(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
