// @ts-check
import { createServer } from "node:net";
import process from "node:process";
import { actAsLaptop, enterApp, loadSettings, setUp } from "./setup.mjs";
import { runMain, StepError, stopOnSignals } from "./steps.mjs";

/** Throws before the long work, rather than after it, when the port can't be had. */
async function requireFreePort() {
  const port = Number(process.env["PORT"] || 3000);
  const host = process.env["HOST"] || "127.0.0.1";
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StepError(`PORT is "${String(process.env["PORT"])}", which is no port number.`);
  }
  const code = await new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return;
  const reason =
    code === "EADDRINUSE" ? "is already in use by another program" : `can't be used (${code})`;
  const other = port < 1024 ? 3000 : Math.min(port + 1, 65_535);
  throw new StepError(
    `Port ${String(port)} on ${host} ${reason}.\n` +
      `Stop that program, or choose another port:  PORT=${String(other)} npm start`,
  );
}

await runMain(async () => {
  const undo = stopOnSignals();
  enterApp();
  loadSettings();
  await requireFreePort();
  await setUp({ build: true });
  actAsLaptop();
  undo();
  // In this very process, so that a signal reaches the server itself.
  await import(new URL("../build/index.js", import.meta.url).href);
});
