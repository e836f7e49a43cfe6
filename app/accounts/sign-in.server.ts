import { z } from "zod";
import { AppError } from "~/errors";
import { networkOf } from "~/lib/network-of";
import type { Services } from "~/services.server";
import type { LimitName, Limits } from "./limits.server";
import { nobodysHash, verifyPassword } from "./password.server";

export const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(1_000),
});
export type Credentials = z.infer<typeof credentials>;

/**
 * The id of the user with these credentials. Throws `wrong_credentials`, the same for an
 * unknown e-mail and a wrong password; `too_many_requests` after ten failures for this
 * account from this network, or three hundred from it for any; `unavailable` while too many wait.
 */
export async function checkCredentials(
  services: Services,
  given: Credentials,
  address: string,
): Promise<string> {
  const { limits } = services;
  const network = networkOf(address);
  const account = `${given.email}|${network}`;
  const userId = await costingFailures(limits, "failedSignInFrom", network, () =>
    costingFailures(limits, "failedSignIn", account, () => findUser(services, given, address)),
  );
  await limits.forget("failedSignIn", account);
  return userId;
}

/** Spent before the password is looked at, so that tries at the same moment count too. */
async function costingFailures<T>(
  limits: Limits,
  name: LimitName,
  key: string,
  look: () => Promise<T>,
): Promise<T> {
  await limits.spend(name, key);
  let failed = false;
  try {
    return await look();
  } catch (error) {
    failed = error instanceof AppError && error.code === "wrong_credentials";
    throw error;
  } finally {
    if (!failed) await limits.refund(name, key);
  }
}

async function findUser(
  { db, log }: Services,
  { email, password }: Credentials,
  address: string,
): Promise<string> {
  // PostgreSQL takes no NUL; nobody's e-mail holds one.
  const user = email.includes("\0") ? null : await db.user.findUnique({ where: { email } });
  // When the e-mail is unknown too, so that both answers take as long.
  const right = await verifyPassword(password, user?.passwordHash ?? nobodysHash());
  if (user && right) return user.id;
  log.info({ address }, "a sign-in failed");
  throw new AppError("wrong_credentials");
}
