import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { readyLine, stopChild } from "./child";
import { started } from "./started";

/** A Redis that keeps nothing, on a free port; returns its address. */
export async function startRedis(): Promise<string> {
  const port = await freePort();
  const child = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  started(() => stopChild(child));
  await readyLine(child, "redis-server", /(Ready to accept connections)/);
  return `redis://127.0.0.1:${String(port)}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
