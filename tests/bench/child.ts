import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

const readyWithinMs = 60_000;
const stopWithinMs = 10_000;

/** Resolves with what the pattern finds in a line of its output; rejects when it ends before. */
export function readyLine(child: ChildProcess, name: string, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const tail: string[] = [];
    const fail = (reason: string): void => {
      reject(new Error(`${name} ${reason}:\n${tail.join("\n")}`));
    };
    const timer = setTimeout(fail, readyWithinMs, "was not ready in time");
    child.once("error", reject);
    child.once("close", () => {
      clearTimeout(timer);
      fail("ended");
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        tail.push(line);
        if (tail.length > 20) tail.shift();
        const found = pattern.exec(line)?.[1];
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(found);
      });
    }
  });
}

/** SIGTERM, then SIGKILL; resolves once it has gone. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
  await gone;
  clearTimeout(timer);
}
