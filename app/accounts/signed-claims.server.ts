import { jwtVerify } from "jose";
import type { z } from "zod";
import type { Services } from "~/services.server";

export const algorithm = "HS256";
export const issuer = "deskside";

/** What a token of ours is for: its `typ` and its `aud`. */
export type Purpose = { typ: string; audience: string };

/** What our own, live token for this purpose says; null for any other. */
export async function readClaims<Claims extends z.ZodType>(
  { env, clock }: Services,
  token: string,
  purpose: Purpose,
  claims: Claims,
): Promise<z.output<Claims> | null> {
  const wanted = { ...purpose, algorithms: [algorithm], issuer, currentDate: clock.now() };
  for (const secret of env.tokenSecrets) {
    try {
      const { payload } = await jwtVerify(token, keyOf(secret), wanted);
      return claims.parse(payload);
    } catch {
      // Signed by another of our keys, or not ours at all: the next key tells.
    }
  }
  return null;
}

export function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
