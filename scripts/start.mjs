// @ts-check
import { requireFreePort } from "./port.mjs";
import { actAsLaptop, enterApp, loadSettings, setUp } from "./setup.mjs";
import { runMain, stopOnSignals } from "./steps.mjs";

await runMain(async () => {
  const undo = stopOnSignals();
  enterApp();
  loadSettings();
  await requireFreePort("npm start");
  await setUp({ build: true });
  actAsLaptop();
  undo();
  // In this very process, so that a signal reaches the server itself.
  await import(new URL("../build/index.js", import.meta.url).href);
});
