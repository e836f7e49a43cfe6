import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { AppError } from "~/errors";
import { createTestServices, type TestServices } from "../../tests/support/services";
import { createAccessToken, requireTokenViewer } from "./access-token.server";
import {
  deleteExpiredAuthSessions,
  getViewerByToken,
  revokeAuthSession,
  startAuthSession,
} from "./auth-session.server";
import { hashPassword, nobodysHash, verifyPassword } from "./password.server";
import { checkCredentials } from "./sign-in.server";

// Each look at a password is meant to take its time.
vi.setConfig({ testTimeout: 60_000 });
const minute = 60_000;
const day = 24 * 60 * minute;
const password = "a good password";
let world: TestServices;
let passwordHash: string;

beforeAll(async () => {
  world = await createTestServices({ rateLimits: true });
  passwordHash = await hashPassword(password);
});
afterAll(() => world.close());

async function account() {
  const id = randomUUID();
  const email = `${id}@example.com`;
  const name = "Alex Morgan";
  await world.services.db.user.create({ data: { id, email, name, role: "trainee", passwordHash } });
  return { id, email };
}

describe("a password", () => {
  test("verifies against its hash and no other, however its letters are composed", async () => {
    const hash = await hashPassword("Caf\u00e9 secret");
    expect(hash).toMatch(/^scrypt\$131072\$8\$1\$/);
    expect(await hashPassword("Caf\u00e9 secret")).not.toBe(hash);
    expect(await verifyPassword("Cafe\u0301 secret", hash)).toBe(true);
    expect(await verifyPassword("cafe secret", hash)).toBe(false);
  });

  test("of nobody is looked at as long as any, and no password is right", async () => {
    const cost = (hash: string) => hash.split("$").slice(0, 4).join("$");
    expect(cost(nobodysHash())).toBe(cost(await hashPassword(password)));
    expect(await verifyPassword(password, nobodysHash())).toBe(false);
  });

  test.each(["", "none", "scrypt", "scrypt$1$2$3", "bcrypt$1$1$1$a$b", "scrypt$16$8$1$$"])(
    "never verifies against %j, which is no hash",
    async (hash) => {
      expect(await verifyPassword("", hash)).toBe(false);
    },
  );

  test("is looked at beside sixty others at most; whoever comes then is told to come back", async () => {
    const hash = await hashPassword(password, 16);
    const looks = Array.from({ length: 70 }, () => verifyPassword(password, hash));
    const answers = await Promise.allSettled(looks);
    const refused = answers.flatMap((one) =>
      one.status === "rejected" ? [one.reason as AppError] : [],
    );
    expect(refused).toHaveLength(10);
    for (const reason of refused) {
      expect(reason).toMatchObject({ code: "unavailable", status: 503 });
      expect(reason.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    }
    expect(await verifyPassword(password, hash)).toBe(true);
  });
});

describe("signing in", () => {
  test("fails alike for an unknown e-mail and a wrong password", async () => {
    const { id, email } = await account();
    expect(await checkCredentials(world.services, { email, password }, "a")).toBe(id);
    const wrong = checkCredentials(world.services, { email, password: "x" }, "a");
    const unknown = checkCredentials(
      world.services,
      { email: "nobody@example.com", password: "x" },
      "a",
    );
    const [first, second] = await Promise.allSettled([wrong, unknown]);
    expect(first).toEqual(second);
    expect(first).toMatchObject({ reason: { code: "wrong_credentials" } });
  });

  test("rightly costs nothing, so that nobody locks themselves out", async () => {
    const { id, email } = await account();
    expect(await checkCredentials(world.services, { email, password }, "b")).toBe(id);
    const { limits } = world.services;
    for (let n = 0; n < 10; n += 1) await limits.spend("failedSignIn", `${email}|b`);
    const eleventh = limits.spend("failedSignIn", `${email}|b`);
    await expect(eleventh).rejects.toMatchObject({ code: "too_many_requests" });
  });

  test("rightly twenty times at once locks nobody out", async () => {
    const { id, email } = await account();
    const check = () => checkCredentials(world.services, { email, password }, "class");
    const tries = await Promise.allSettled(Array.from({ length: 20 }, check));
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(10);
    expect(await check()).toBe(id);
  });

  test("rightly forgives the failures before it", async () => {
    const { id, email } = await account();
    const { limits } = world.services;
    for (let n = 0; n < 9; n += 1) await limits.spend("failedSignIn", `${email}|office`);
    expect(await checkCredentials(world.services, { email, password }, "office")).toBe(id);
    for (let n = 0; n < 10; n += 1) await limits.spend("failedSignIn", `${email}|office`);
  });

  test("fails for so many accounts from one network only, and rightly costs it nothing", async () => {
    const { id, email } = await account();
    const { limits } = world.services;
    const right = (address: string) =>
      checkCredentials(world.services, { email, password }, address);
    for (let n = 0; n < 299; n += 1) await limits.spend("failedSignInFrom", "2001:db8:1:2::/64");
    expect(await right("2001:db8:1:2::a")).toBe(id);
    const unknown = { email: "nobody@example.com", password: "x" };
    const last = checkCredentials(world.services, unknown, "2001:db8:1:2::b");
    await expect(last).rejects.toMatchObject({ code: "wrong_credentials" });
    for (const address of ["2001:db8:1:2::a", "2001:db8:1:2:ffff::c"]) {
      await expect(right(address)).rejects.toMatchObject({ code: "too_many_requests" });
    }
    expect(await right("2001:db8:1:3::a")).toBe(id);
  });

  test("from elsewhere still works while somebody else guesses", async () => {
    const { id, email } = await account();
    for (let n = 0; n < 10; n += 1)
      await world.services.limits.spend("failedSignIn", `${email}|guesser`);
    const refused = checkCredentials(world.services, { email, password }, "guesser");
    await expect(refused).rejects.toMatchObject({ code: "too_many_requests" });
    expect(await checkCredentials(world.services, { email, password }, "home")).toBe(id);
  });
});

describe("a browser's sign-in", () => {
  test("holds while it is used, and ends after a week idle, a month at most, or when revoked", async () => {
    const { id } = await account();
    const token = await startAuthSession(world.services, id);
    const viewer = () => getViewerByToken(world.services, token);
    for (let days = 0; days < 24; days += 6) {
      expect((await viewer())?.id).toBe(id);
      world.clock.advance(6 * day);
    }
    expect((await viewer())?.id).toBe(id);
    world.clock.advance(6 * day + minute);
    expect(await viewer()).toBeNull();

    const idle = await startAuthSession(world.services, id);
    world.clock.advance(7 * day);
    expect(await getViewerByToken(world.services, idle)).toBeNull();

    const left = await startAuthSession(world.services, id);
    const seen = await getViewerByToken(world.services, left);
    await revokeAuthSession(world.services, seen?.authSessionId ?? "");
    expect(await getViewerByToken(world.services, left)).toBeNull();
  });

  test("is deleted once it has expired, and not because it was revoked", async () => {
    const { id } = await account();
    const { db } = world.services;
    const rows = () => db.authSession.count({ where: { userId: id } });
    await createAccessToken(world.services, id);
    const token = await startAuthSession(world.services, id);
    await revokeAuthSession(
      world.services,
      (await getViewerByToken(world.services, token))?.authSessionId ?? "",
    );
    world.clock.advance(14 * minute);
    await deleteExpiredAuthSessions(world.services);
    expect(await rows()).toBe(2);
    world.clock.advance(minute);
    await deleteExpiredAuthSessions(world.services);
    expect(await rows()).toBe(1);
  });

  test("is stored as a hash: who reads the table can't use it", async () => {
    const { id } = await account();
    const token = await startAuthSession(world.services, id);
    const rows = await world.services.db.authSession.findMany({ where: { userId: id } });
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("an access token", () => {
  test("is good for fifteen minutes, and not after its sign-in was revoked", async () => {
    const { id } = await account();
    const token = await createAccessToken(world.services, id);
    const viewer = await requireTokenViewer(world.services, token);
    expect(viewer.id).toBe(id);
    world.clock.advance(15 * minute - 1_000);
    expect((await requireTokenViewer(world.services, token)).id).toBe(id);
    world.clock.advance(3_000);
    await expect(requireTokenViewer(world.services, token)).rejects.toMatchObject({
      code: "invalid_token",
    });

    const other = await createAccessToken(world.services, id);
    const { authSessionId } = await requireTokenViewer(world.services, other);
    await revokeAuthSession(world.services, authSessionId);
    await expect(requireTokenViewer(world.services, other)).rejects.toMatchObject({
      code: "invalid_token",
    });
  });

  test("signed by a key on its way out is good, by one that is gone it isn't", async () => {
    const { id } = await account();
    const { services } = world;
    const withKeys = (...tokenSecrets: [string, ...string[]]) => ({
      ...services,
      env: { ...services.env, tokenSecrets },
    });
    const [old, fresh] = ["o".repeat(32), "f".repeat(32)];
    const token = await createAccessToken(withKeys(old), id);
    expect((await requireTokenViewer(withKeys(fresh, old), token)).id).toBe(id);
    world.clock.advance(3_000);
    await expect(requireTokenViewer(withKeys(fresh), token)).rejects.toMatchObject({
      code: "invalid_token",
    });
  });
});
