import { randomUUID } from "node:crypto";
import type { Services } from "~/services.server";
import { hashPassword } from "./password.server";

export const demoPassword = "deskside-demo";
export const demoAccounts = [
  { email: "trainee@example.com", name: "Alex Morgan", role: "trainee" },
  { email: "trainee2@example.com", name: "Sam Okafor", role: "trainee" },
  { email: "trainer@example.com", name: "Jordan Lee", role: "trainer" },
] as const;

/** Creates those demo accounts that don't exist yet. */
export async function seedDemoAccounts({ db }: Services): Promise<void> {
  const emails = demoAccounts.map((account) => account.email);
  const known = await db.user.findMany({ where: { email: { in: [...emails] } } });
  const missing = demoAccounts.filter(({ email }) => !known.some((user) => user.email === email));
  if (missing.length === 0) return;
  const passwordHash = await hashPassword(demoPassword);
  await db.user.createMany({
    data: missing.map((account) => ({ id: randomUUID(), passwordHash, ...account })),
    skipDuplicates: true,
  });
}

/** What the sign-in page says of them; null where there are none, and in production. */
export async function getDemo({
  db,
  env,
}: Services): Promise<{ emails: string[]; password: string } | null> {
  const emails = demoAccounts.map(({ email }) => email);
  const seeded = await db.user.count({ where: { email: { in: emails } } });
  return seeded > 0 && !env.production ? { emails, password: demoPassword } : null;
}
