import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const startLimitMs = 60_000;
const stopLimitMs = 1_000;

/** A program of Debian's that runs in the foreground, with a folder of its own under /tmp. */
export type Daemon = {
  readonly folder: string;
  /** Ends it, and its folder goes. */
  stop(): Promise<void>;
};

export function makeFolder(name: string): Promise<string> {
  return mkdtemp(path.join(tmpdir(), `deskside-${name}-`));
}

/** Starts it and waits until it takes connections; throws with what it has said when it doesn't. */
export async function startDaemon(
  folder: string,
  port: number,
  [program = "", ...args]: readonly string[],
): Promise<Daemon> {
  const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => (said += bytes.toString()));
  }
  child.once("error", (error) => (said += error.message));
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  if (await isUp(port, child)) return { folder, stop };
  const log = await readFile(path.join(folder, "error.log"), "utf8").catch(() => "");
  await stop();
  throw new Error(`${program} is not up: ${said}${log}`);
}

async function isUp(port: number, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + startLimitMs;
  while (!hasEnded(child) && Date.now() < deadline) {
    if (await takesConnections(port)) return true;
    await pause(20);
  }
  return false;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (takes: boolean) => () => {
      socket.destroy();
      resolve(takes);
    };
    socket.once("connect", answer(true)).once("error", answer(false));
  });
}

const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess) =>
  pid === undefined || exitCode !== null || signalCode !== null;

function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => {
    // Some wait for the streams that go through them.
    const force = setTimeout(() => child.kill("SIGKILL"), stopLimitMs);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
