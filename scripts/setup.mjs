// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildIfStale } from "./build.mjs";
import { generateIfStale } from "./generate.mjs";
import { installIfStale } from "./install.mjs";
import { StepError } from "./steps.mjs";

const LOCK = ".cache/setup.lock";

/** What every command begins with: the app's folder, and a Node that is new enough. */
export function enterApp() {
  process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), ".."));
  requireNode();
}

/** The settings of `.env`, where there is one; what the environment already says wins. */
export function loadSettings() {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

/**
 * Unless the operator has said what this is: a laptop, not a deployment. The libraries run on their
 * fast paths, but secrets and accounts are of our making.
 */
export function actAsLaptop() {
  if (process.env["NODE_ENV"]) return;
  process.env["NODE_ENV"] = "production";
  process.env["DESKSIDE_LOCAL"] = "1";
}

function requireNode() {
  /** @type {{engines: {node: string}}} */
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
  const wanted = engines.node.replace(/[^\d.]/g, "");
  const [major = 0, minor = 0] = wanted.split(".").map(Number);
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split(".").map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new StepError(
    `Deskside needs Node ${wanted} or newer, and this is ${process.versions.node}. ` +
      `Get it from your system's packages, from a version manager (nvm install ${String(major)}) or from nodejs.org.`,
  );
}

/**
 * Installs, generates and builds what is missing or stale; one process at a time.
 * @param {{build: boolean}} options
 */
export async function setUp({ build }) {
  const unlock = await lockSetUp();
  try {
    await installIfStale();
    await generateIfStale();
    if (build) await buildIfStale();
  } finally {
    await unlock();
  }
}

/** Two that install into one folder at once break it: the second waits for the first. */
async function lockSetUp() {
  await mkdir(path.dirname(LOCK), { recursive: true });
  for (let told = false; !(await tryLock()); told = true) {
    const holder = Number(await readFile(LOCK, "utf8").catch(() => ""));
    if (!isAlive(holder)) await rm(LOCK, { force: true });
    else if (!told) process.stdout.write("Waiting for another set-up in this folder\n");
    await delay(100);
  }
  return () => rm(LOCK, { force: true });
}

/** A link appears with its content or not at all, so nobody takes a fresh lock for a dead one's. */
async function tryLock() {
  const draft = `${LOCK}.${String(process.pid)}`;
  await writeFile(draft, String(process.pid));
  try {
    await link(draft, LOCK);
    return true;
  } catch {
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * A killed process that nobody reaped, as in a container without an init, counts as gone.
 * @param {number} pid
 */
function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const stat = `/proc/${String(pid)}/stat`;
  return !existsSync(stat) || !readFileSync(stat, "utf8").includes(") Z ");
}
