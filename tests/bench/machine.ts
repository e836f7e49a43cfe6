import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import process from "node:process";

export type Machine = {
  /** What stands before a server's command, to keep it on its core. */
  serverPrefix: readonly string[];
  /** How the cores are shared, for the report. */
  cores: string;
  /** Open files that a process may have. */
  openFiles: number;
};

/** Standard input and output, the database's connections, libraries. */
const otherFiles = 200;

/**
 * Puts this process, and with it all that it starts, off the first core that it may use, and
 * leaves that one to the server that is measured. Raises the limit on open files.
 */
export function prepareMachine(streams: number): Machine {
  const cores = allowedCores();
  const openFiles = raiseOpenFiles(streams + otherFiles);
  const [first, ...others] = cores;
  if (first === undefined || others.length === 0) {
    return { serverPrefix: [], cores: "ONE CORE FOR ALL: figures are not comparable", openFiles };
  }
  try {
    const rest = others.join(",");
    execFileSync("taskset", ["-a", "-p", "-c", rest, String(process.pid)], { stdio: "ignore" });
    const shared = `server alone on core ${String(first)}; load, PostgreSQL (and Redis) on ${rest}`;
    return { serverPrefix: ["taskset", "-c", String(first)], cores: shared, openFiles };
  } catch {
    return { serverPrefix: [], cores: "NOT SEPARATED: there is no taskset here", openFiles };
  }
}

function allowedCores(): number[] {
  const status = readIfThere("/proc/self/status");
  const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(status)?.[1] ?? "";
  return list.split(",").flatMap((part) => {
    const [from = 0, to = from] = part.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

/** Node takes all that its hard limit allows by itself; beyond that, root may give more. */
function raiseOpenFiles(wanted: number): number {
  if (openFileLimit() < wanted) {
    const limit = `--nofile=${String(wanted)}:${String(wanted)}`;
    try {
      execFileSync("prlimit", ["--pid", String(process.pid), limit], { stdio: "ignore" });
    } catch {
      // Not root, or no prlimit: what doesn't fit is left out and said.
    }
  }
  return openFileLimit();
}

function openFileLimit(): number {
  const line = /^Max open files\s+\d+\s+(\d+)/m.exec(readIfThere("/proc/self/limits"));
  return Number(line?.[1] ?? 1_024);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Whether so many streams fit. */
export function fits({ openFiles }: Machine, streams: number): boolean {
  return openFiles >= streams + otherFiles;
}

/** For the report: figures are of a machine at a time. */
export function describeMachine(): Record<string, string> {
  const [one, five] = os.loadavg();
  return {
    processor: os.cpus()[0]?.model ?? "unknown",
    cores: String(os.cpus().length),
    node: process.version,
    system: `${os.type()} ${os.release()}`,
    load: `${(one ?? 0).toFixed(1)} before the run, ${(five ?? 0).toFixed(1)} over five minutes`,
  };
}
