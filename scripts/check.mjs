// @ts-check
import process from "node:process";
import { enterApp, setUp } from "./setup.mjs";
import { runMain, runOpenly, runQuietly, step, stopOnSignals } from "./steps.mjs";

const FORMAT = ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."];
const LINT = ["node_modules/eslint/bin/eslint.js", "--max-warnings=0", "."];
const TYPES = ["node_modules/typescript/bin/tsc"];

/**
 * All of them, so that one run tells everything.
 * @param {readonly string[][]} commands one after the other
 */
async function allPass(commands) {
  let passed = true;
  for (const command of commands) {
    if ((await runOpenly(process.execPath, command)) !== 0) passed = false;
  }
  return passed;
}

/** A fresh clone installs by it, and adding a package can break it without a sign. */
const checkLockFile = () =>
  step("Checking the lock file", () =>
    runQuietly("npm", ["ci", "--dry-run", "--include=dev", "--ignore-scripts", "--loglevel=error"]),
  );

await runMain(async () => {
  const undo = stopOnSignals({ exitCode: 1 });
  enterApp();
  await setUp({ build: false });
  await checkLockFile();
  // Lint takes as long as the two others, and there are two cores.
  const passed = await step("Checking lint, format and types", () =>
    Promise.all([allPass([LINT]), allPass([FORMAT, TYPES])]),
  );
  undo();
  return passed.every(Boolean) ? 0 : 1;
});
