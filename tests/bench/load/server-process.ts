import { readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

/** Of the kernel's clock in /proc; the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** CPU time that a process has used, all its threads, in seconds. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** How long its main thread has been ready to run and had no core, in seconds. */
export function waitedSeconds(pid: number): number {
  const [, nanoseconds] = readFileSync(`/proc/${String(pid)}/schedstat`, "utf8").split(" ");
  return Number(nanoseconds) / 1e9;
}

/** Memory in use, KB, once the garbage is gone: the servers run with `gc-on-signal.mjs`. */
export async function settledKilobytes(pid: number): Promise<number> {
  let last = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 6; tries += 1) {
    process.kill(pid, "SIGUSR2");
    await delay(700);
    const now = residentKilobytes(pid);
    if (Math.abs(last - now) < 200) return now;
    last = now;
  }
  return last;
}

function residentKilobytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
}
