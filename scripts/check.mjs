// @ts-check
import process from "node:process";
import { enterApp, setUp } from "./setup.mjs";
import { runMain, runOpenly, runQuietly, step, stopOnSignals } from "./steps.mjs";

/** @type {[title: string, command: string[]][]} */
const CHECKS = [
  [
    "Checking the format",
    ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."],
  ],
  ["Checking by lint", ["node_modules/eslint/bin/eslint.js", "--max-warnings=0", "."]],
  ["Checking the types", ["node_modules/typescript/bin/tsc"]],
];

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
  // All of them, so that one run tells everything.
  let failed = false;
  for (const [title, command] of CHECKS) {
    const code = await step(title, () => runOpenly(process.execPath, command));
    if (code !== 0) failed = true;
  }
  undo();
  return failed ? 1 : 0;
});
