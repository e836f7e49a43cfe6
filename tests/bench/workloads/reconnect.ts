import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type Bench, forEach, warmUp } from "../load/bench";
import type { Figures, Reader } from "../load/client";

const mostMs = 60_000;

/** All readers lose their connections, messages go on, and all come back at the same moment. */
export async function reconnect(bench: Bench): Promise<Figures> {
  const sessions = bench.job.sessions.slice(0, bench.size("sessions"));
  await warmUp(bench);
  const readers: Reader[] = [];
  await forEach(Array<undefined>(bench.size("readers")).fill(undefined), 50, async (_, index) => {
    const session = sessions[index % sessions.length] ?? "";
    readers.push(await bench.read(session, index % 2 === 0 ? "sender" : "other"));
  });
  await forEach(sessions, 16, (session) => bench.post(session));
  await bench.settle();
  for (const reader of readers) reader.cut();
  await delay(300);
  for (let count = 0; count < bench.size("missed"); count += 1) {
    await forEach(sessions, 16, (session) => bench.post(session));
  }
  const missed = bench.missing();
  const started = performance.now();
  await Promise.all(readers.map((reader) => reader.resume()));
  const connectedMs = performance.now() - started;
  while (bench.missing() > 0 && performance.now() - started < mostMs) await delay(5);
  const caughtUpMs = performance.now() - started;
  await delay(200);
  return { caughtUpMs, connectedMs, missed, ...bench.faults() };
}
