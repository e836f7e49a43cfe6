// @ts-check
import { spawn } from "node:child_process";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";

/** The tools that are running now, each in a process group of its own. */
/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
let stopping = false;

/** A tool failed; the message says all that the reader needs. */
export class StepError extends Error {}

/**
 * Says what is being done, and then how long it took, on one line.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  process.stdout.write(`${title} … `);
  try {
    const result = await work();
    process.stdout.write(`${seconds()}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`failed after ${seconds()}\n`);
    throw error;
  }
}

/**
 * Runs a tool to its end without showing what it prints; throws StepError with its first and last lines.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env] added to ours
 */
export async function runQuietly(command, args, env = {}) {
  let output = "";
  const child = start(command, args, env, "pipe");
  /** @param {Buffer} chunk */
  const keep = (chunk) => {
    output += chunk.toString("utf8");
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const code = await ended(child);
  if (code !== 0) {
    throw new StepError(`${shorten(output)}\n\n${command} ended with ${String(code)}.`);
  }
}

/** @param {string} output */
function shorten(output) {
  const lines = stripVTControlCharacters(output).trim().split("\n");
  return (lines.length <= 30 ? lines : [...lines.slice(0, 12), "…", ...lines.slice(-15)]).join(
    "\n",
  );
}

/**
 * Runs a tool whose output is for the reader.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env] added to ours
 * @returns {Promise<number | NodeJS.Signals | null>} its exit code, or the signal that ended it
 */
export function runOpenly(command, args, env = {}) {
  return ended(start(command, args, env, "inherit"));
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} env
 * @param {"inherit" | "pipe"} output
 */
function start(command, args, env, output) {
  if (stopping) throw new StepError("Stopped.");
  const child = spawn(command, args, {
    detached: true,
    env: /** @type {NodeJS.ProcessEnv} */ ({ ...process.env, ...env }),
    stdio: ["ignore", output, output],
  });
  running.add(child);
  return child;
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number | NodeJS.Signals | null>}
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal));
  }).finally(() => running.delete(child));
}

/**
 * Until the undo is called, SIGINT and SIGTERM end the running tools with all their children, then
 * this process. For a server being asked to stop is no failure; for a check it is (`exitCode`).
 * @param {{exitCode?: number, cleanUp?: () => Promise<void>}} [options] `cleanUp` runs after the
 *   tools have gone
 * @returns {() => void} the undo
 */
export function stopOnSignals({ exitCode = 0, cleanUp = async () => {} } = {}) {
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void endTools()
      .then(cleanUp)
      .finally(() => process.exit(exitCode));
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return () => process.off("SIGINT", stop).off("SIGTERM", stop);
}

async function endTools() {
  const all = [...running].map((child) => {
    signalGroup(child, "SIGTERM");
    const force = setTimeout(() => signalGroup(child, "SIGKILL"), 7000);
    return ended(child)
      .catch(() => undefined)
      .finally(() => clearTimeout(force));
  });
  await Promise.all(all);
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has gone by itself.
  }
}

/**
 * Runs a script's main function; a StepError is shown by its message alone.
 * @param {() => Promise<number | void>} main its result is the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    // Tools that were ended fail, and so does what waits for them: the signal's handler exits.
    if (stopping) return;
    process.stderr.write(
      `\n${error instanceof StepError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exit(1);
  }
}
