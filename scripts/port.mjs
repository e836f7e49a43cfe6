// @ts-check
import { createServer } from "node:net";
import process from "node:process";
import { StepError } from "./steps.mjs";

/**
 * Throws before the long work, rather than after it, when the port can't be had.
 * @param {string} command what to suggest with another port
 */
export async function requireFreePort(command) {
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
      `Stop that program, or choose another port:  PORT=${String(other)} ${command}`,
  );
}
