import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import pLimit from "p-limit";
import { AppError } from "~/errors";

/** Node has four threads for this, for files and for names; two of them are left to those. */
const atOnce = pLimit(2);
/** Some ten seconds' worth. */
const mostWaiting = 60;
const retrySeconds = { least: 2, spread: 8 };

type Cost = { N: number; r: number; p: number };
const derive = promisify<Buffer, Buffer, number, Cost & { maxmem: number }, Buffer>(
  (password, salt, length, options, callback) => {
    scrypt(password, salt, length, options, callback);
  },
);

/** OWASP's scrypt parameters (2^17, 8, 1): 128 MB and some 0.3 s a try. */
const cost: Cost = { N: 2 ** 17, r: 8, p: 1 };
const keyBytes = 32;

function key(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  if (atOnce.pendingCount >= mostWaiting) return Promise.reject(tooBusy());
  const secret = Buffer.from(password.normalize("NFKC"));
  return atOnce(() => derive(secret, salt, keyBytes, { N, r, p, maxmem: 256 * N * r }));
}

function tooBusy(): AppError {
  const { least, spread } = retrySeconds;
  const seconds = least + Math.floor(Math.random() * spread);
  return new AppError("unavailable", "Many people are signing in. Try again soon.", {}, seconds);
}

/** `scrypt$N$r$p$salt$key`, so that the cost can rise and old hashes still verify. */
function format({ N, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  return ["scrypt", N, r, p, salt.toString("base64"), hash.toString("base64")].join("$");
}

/** What `verifyPassword` takes; `N` is the cost, lower only where no stranger can try. */
export async function hashPassword(password: string, N = cost.N): Promise<string> {
  const salt = randomBytes(16);
  return format({ ...cost, N }, salt, await key(password, salt, { ...cost, N }));
}

/** A hash that no password made, and that takes as long to verify as any. */
export function nobodysHash(): string {
  return format(cost, randomBytes(16), randomBytes(keyBytes));
}

/** True when the password made this hash; false for any malformed hash. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = stored.split("$");
  if (scheme !== "scrypt" || !N || !r || !p || !salt || !hash) return false;
  const expected = Buffer.from(hash, "base64");
  const actual = await key(password, Buffer.from(salt, "base64"), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
