import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

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
  const secret = Buffer.from(password.normalize("NFKC"));
  return derive(secret, salt, keyBytes, { N, r, p, maxmem: 256 * N * r });
}

/** `scrypt$N$r$p$salt$key`, so that the cost can rise and old hashes still verify. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await key(password, salt, cost);
  const { N, r, p } = cost;
  return ["scrypt", N, r, p, salt.toString("base64"), hash.toString("base64")].join("$");
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
