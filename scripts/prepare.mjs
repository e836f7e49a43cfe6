// @ts-check
import process from "node:process";
import { enterApp, setUp } from "./setup.mjs";
import { runMain, stopOnSignals } from "./steps.mjs";

// Everything up to running: packages, database client and, with --build, the build.
await runMain(async () => {
  const undo = stopOnSignals();
  enterApp();
  await setUp({ build: process.argv.includes("--build") });
  undo();
});
