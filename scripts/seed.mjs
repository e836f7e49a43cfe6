// @ts-check
import process from "node:process";
import { actAsLaptop, enterApp, loadSettings, setUp } from "./setup.mjs";
import { runMain, stopOnSignals } from "./steps.mjs";

await runMain(async () => {
  const undo = stopOnSignals();
  enterApp();
  loadSettings();
  await setUp({ build: true });
  actAsLaptop();
  undo();
  process.argv[2] = "seed";
  await import(new URL("../build/index.js", import.meta.url).href);
});
