import { z } from "zod";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { nobodysHash, verifyPassword } from "./password.server";

export const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(1_000),
});
export type Credentials = z.infer<typeof credentials>;

/**
 * The id of the user with these credentials. Throws `wrong_credentials`, the same for an
 * unknown e-mail and a wrong password, and `too_many_requests` after ten failures
 * for this account from this address.
 */
export async function checkCredentials(
  { db, limits, log }: Services,
  { email, password }: Credentials,
  address: string,
): Promise<string> {
  const limitKey = `${email}|${address}`;
  // Spent before the password is looked at, so that tries at the same moment count too.
  await limits.spend("failedSignIn", limitKey);
  // PostgreSQL takes no NUL; nobody's e-mail holds one.
  const user = email.includes("\0") ? null : await db.user.findUnique({ where: { email } });
  // When the e-mail is unknown too, so that both answers take as long.
  const right = await verifyPassword(password, user?.passwordHash ?? nobodysHash());
  if (!user || !right) {
    log.info({ address }, "a sign-in failed");
    throw new AppError("wrong_credentials");
  }
  await limits.refund("failedSignIn", limitKey);
  return user.id;
}
