// @ts-check
import { actAsLaptop, enterApp, loadSettings, setUp } from "./setup.mjs";
import { runMain, stopOnSignals } from "./steps.mjs";

// `node scripts/once.mjs seed`, or another word that build/index.js knows: with the settings and
// the database that `npm start` would have, and then it ends.
await runMain(async () => {
  const undo = stopOnSignals();
  enterApp();
  loadSettings();
  await setUp({ build: true });
  actAsLaptop();
  undo();
  await import(new URL("../build/index.js", import.meta.url).href);
});
