// @ts-check
import process from "node:process";
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
  process.on("newListener", (name) => {
    // The server has handlers of its own from this moment on; a signal on the way finds either.
    if (name === "SIGTERM" || name === "SIGINT") queueMicrotask(undo);
  });
  // In this very process, so that a signal reaches the server itself.
  await import(new URL("../build/index.js", import.meta.url).href);
});
