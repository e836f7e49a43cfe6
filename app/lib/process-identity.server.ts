import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A process that a file can name and a later run can recognise, though pids are used again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; two processes that had the same pid differ in it. */
  readonly started: string;
}

/** Who has this pid now; undefined when nobody does. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const started =
    process.platform === "linux" ? await startedByProc(pid) : await psColumn(pid, "lstart=");
  return started === undefined ? undefined : { pid, started };
}

/** Whether the very process that was once identified is still running. */
export async function isSameProcessAlive(identity: ProcessIdentity): Promise<boolean> {
  const now = await identifyProcess(identity.pid);
  return now?.started === identity.started;
}

/** The command line of a process, its words parted by spaces; empty when it has gone. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform !== "linux") return (await psColumn(pid, "command=")) ?? "";
  const text = await readFile(`/proc/${String(pid)}/cmdline`, "utf8").catch(() => "");
  return text.replaceAll("\0", " ").trim();
}

async function startedByProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => undefined);
  if (stat === undefined) return undefined;
  // The second field is the program's name in brackets, and may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startedAt] = [fields[0], fields[19]];
  return state === "Z" || state === "X" ? undefined : startedAt;
}

async function psColumn(pid: number, column: string): Promise<string | undefined> {
  const answer = await run("ps", ["-o", column, "-p", String(pid)]).catch(() => undefined);
  const text = answer?.stdout.trim();
  return text === "" ? undefined : text;
}
