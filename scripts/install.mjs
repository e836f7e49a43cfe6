// @ts-check
import { readFile } from "node:fs/promises";
import process from "node:process";
import { runQuietly, step, StepError } from "./steps.mjs";

/** Installs the packages of the lock file unless just these are there. */
export async function installIfStale() {
  if (await isInstalled()) return;
  await step("Installing packages (once, about half a minute)", async () => {
    // Install scripts would download programs of their own; none of those is needed.
    const flags = ["--include=dev", "--ignore-scripts", "--loglevel=error"];
    try {
      await runNpm(["ci", ...flags]);
    } catch (error) {
      if (!(error instanceof StepError && error.message.includes("EUSAGE"))) throw error;
      // `npm ci` refuses when the registry, often a mirror, lacks a package for another platform.
      await runNpm(["install", "--no-save", ...flags]);
    }
  });
}

/** @param {readonly string[]} args */
function runNpm(args) {
  const npm = process.env["npm_execpath"];
  return npm?.endsWith(".js")
    ? runQuietly(process.execPath, [npm, ...args])
    : runQuietly("npm", args);
}

/** npm writes the list of what it installed last of all, so a broken off install has none. */
async function isInstalled() {
  const [wanted, installed] = await Promise.all([
    readPackages("package-lock.json"),
    readPackages("node_modules/.package-lock.json"),
  ]);
  return Object.entries(wanted).every(
    ([place, { version, optional }]) =>
      place === "" || optional === true || installed[place]?.version === version,
  );
}

/**
 * @param {string} lockFile
 * @returns {Promise<Record<string, {version?: string, optional?: boolean}>>}
 */
async function readPackages(lockFile) {
  const text = await readFile(lockFile, "utf8").catch(() => "{}");
  /** @type {{packages?: Record<string, {version?: string, optional?: boolean}>}} */
  const lock = JSON.parse(text);
  return lock.packages ?? {};
}
