// @ts-check
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import process from "node:process";
import { runQuietly, step, StepError } from "./steps.mjs";

/**
 * A program that the tests run and npm can't bring.
 * @typedef {{name: string, file: string, packages: readonly string[], purpose: string, variable?: string}} Program
 */

/** @returns {Program} */
export const chromium = () => ({
  name: "Chromium",
  file: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
  packages: ["chromium", "fonts-liberation"],
  purpose: "the browser of tests/e2e",
  variable: "CHROMIUM_PATH",
});

/** @returns {Program} */
export const redis = () => ({
  name: "Redis",
  file: "/usr/bin/redis-server",
  packages: ["redis-server"],
  purpose: "the Redis of tests/chaos, tests/contracts and tests/http",
});

/** @returns {Program} */
export const nginx = () => ({
  name: "nginx",
  file: "/usr/sbin/nginx",
  packages: ["nginx-light"],
  purpose: "a proxy of tests/http and tests/e2e",
});

/** @returns {Program} */
export const haproxy = () => ({
  name: "HAProxy",
  file: "/usr/sbin/haproxy",
  packages: ["haproxy"],
  purpose: "a proxy of tests/e2e",
});

/** @returns {Program} */
export const squid = () => ({
  name: "Squid",
  file: "/usr/sbin/squid",
  packages: ["squid"],
  purpose: "the forward proxy of tests/e2e",
});

/**
 * The program alone: Debian's apache2 would start it, on port 80.
 * @returns {Program}
 */
export const apache = () => ({
  name: "Apache httpd",
  file: "/usr/sbin/apache2",
  packages: ["apache2-bin"],
  purpose: "a proxy of tests/e2e",
});

/**
 * The embedded PostgreSQL brings no pg_dump, and another version's can't dump it.
 * @returns {Program}
 */
export const postgresql = () => ({
  name: "PostgreSQL",
  // Looked up each time: which version Debian brings is known once it is there.
  get file() {
    return `${postgresqlPrograms()}/postgres`;
  },
  packages: ["postgresql"],
  purpose: "the server and pg_dump of tests/http",
});

/** The folder of Debian's newest PostgreSQL. */
export function postgresqlPrograms() {
  const versions = "/usr/lib/postgresql";
  const found = existsSync(versions) ? readdirSync(versions).map(Number) : [];
  return `${versions}/${String(Math.max(15, ...found.filter(Number.isInteger)))}/bin`;
}

/**
 * Installs what is missing through apt where that may be done; elsewhere throws, saying what is
 * missing and how to get it.
 * @param {readonly Program[]} programs
 */
export async function requirePrograms(programs) {
  const missing = programs.filter(({ file }) => !isExecutable(file));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) throw explain(missing);
  const packages = missing.flatMap((program) => program.packages);
  await step(`Installing Debian packages: ${packages.join(", ")}`, async () => {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const options = ["-q", "-y", "-o", "DPkg::Lock::Timeout=300"];
    await runQuietly("apt-get", ["update", ...options], env);
    await runQuietly(
      "apt-get",
      ["install", ...options, "--no-install-recommends", ...packages],
      env,
    );
  });
  const still = missing.filter(({ file }) => !isExecutable(file));
  if (still.length > 0) throw explain(still);
}

/** @param {readonly Program[]} missing */
function explain(missing) {
  const lines = missing.map(
    ({ name, file, purpose, variable }) =>
      `${name} (${purpose}) is missing: there is no program at ${file}.` +
      (variable ? `\n  If you have it elsewhere: ${variable}=/path/to/it npm test` : ""),
  );
  const packages = missing.flatMap((program) => program.packages).join(" ");
  return new StepError(
    `${lines.join("\n")}\n  On Debian or Ubuntu: sudo apt-get install ${packages}`,
  );
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
