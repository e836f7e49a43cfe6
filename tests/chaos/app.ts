import { setTimeout as pause } from "node:timers/promises";
import { identifyProcess } from "~/lib/process-identity.server";
import { findFreePort } from "~/lib/free-port.server";
import { startServer, type TestServer } from "../support/server";
import type { Endpoint } from "./caller";
import type { Journal } from "./journal";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy";

/** One app process that comes back on the same port, with a network before it that can fail. */
export type App = {
  readonly endpoint: Endpoint;
  readonly proxy: TcpProxy;
  /** False while someone has ended it or holds it, so that it is nobody else's to end. */
  isUp(): boolean;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; notes as wrong what doesn't end with 0 within ten seconds. */
  terminate(): Promise<void>;
  /** SIGSTOP for so long. */
  freeze(ms: number): Promise<void>;
  /** Starts it again, as often as it takes. */
  revive(): Promise<void>;
  stop(): Promise<void>;
};

const stopWithinMs = 10_000;
const lookEveryMs = 500;
const startsAtMost = 4;

/** A machine that does much else may be too slow for a start; an end that is no slowness is told. */
async function startPatiently(start: () => Promise<TestServer>): Promise<TestServer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (tries === startsAtMost || !String(error).includes("was not ready in")) throw error;
    }
  }
}

export async function startApp(
  name: string,
  {
    databaseUrl,
    env,
    journal,
  }: { databaseUrl: string; env: Record<string, string>; journal: Journal },
): Promise<App> {
  const port = await findFreePort();
  const proxy = await startTcpProxy(port);
  const start = (): Promise<TestServer> =>
    startServer({ databaseUrl, env: { ...env, PORT: String(port) } });
  let server: TestServer | undefined = await startPatiently(start);
  let stopped = false;
  let reviving: Promise<void> | undefined;

  function readLog({ log }: TestServer): void {
    const bad = log.filter((line) =>
      /"level":(50|60)|nobody looked|Uncaught|triggerUncaught/.test(line),
    );
    for (const line of bad.slice(0, 5)) journal.noteWrong(`${name} logged: ${line.slice(0, 400)}`);
  }

  /** Gives the process to whoever is going to end it. */
  function takeServer(): TestServer | undefined {
    const taken = server;
    server = undefined;
    return taken;
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const ending = takeServer();
    if (!ending) return;
    const from = Date.now();
    const force = setTimeout(() => void ending.kill("SIGKILL"), 2 * stopWithinMs);
    const how = await ending.kill(signal);
    clearTimeout(force);
    const took = Date.now() - from;
    if (signal === "SIGTERM" && (how !== 0 || took > stopWithinMs)) {
      journal.noteWrong(`${name} ended with ${String(how)} ${took} ms after SIGTERM`);
    }
    readLog(ending);
    await ending.stop();
  }

  async function startUntilReady(): Promise<void> {
    while (!stopped && !server) {
      // Without its database a process ends at once, and whoever runs it starts it again.
      server = await start().catch(() => undefined);
      if (!server) await pause(lookEveryMs);
    }
  }

  const revive = (): Promise<void> =>
    (reviving ??= startUntilReady().finally(() => {
      reviving = undefined;
    }));

  const look = setInterval(() => {
    const watched = server;
    if (!watched) return;
    void identifyProcess(watched.pid).then(async (found) => {
      if (found ?? server !== watched) return;
      journal.noteWrong(`${name} ended by itself: ${watched.log.slice(-5).join(" | ")}`);
      takeServer();
      await watched.stop();
      await revive();
    });
  }, lookEveryMs);

  return {
    endpoint: { name, url: proxy.url },
    proxy,
    isUp: () => server !== undefined,
    kill: () => end("SIGKILL"),
    terminate: () => end("SIGTERM"),
    async freeze(ms) {
      const held = takeServer();
      if (!held) return;
      process.kill(held.pid, "SIGSTOP");
      await pause(ms);
      process.kill(held.pid, "SIGCONT");
      server = held;
    },
    revive,
    async stop() {
      clearInterval(look);
      await end("SIGTERM");
      stopped = true;
      await reviving;
      await end("SIGTERM");
      await proxy.close();
    },
  };
}
