import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type Bench, type BenchReader, forEach } from "../load/bench";
import type { Figures } from "../load/client";
import { cpuSeconds, settledKilobytes } from "../load/server-process";

const practiceStreams = 200;

/** Streams that nothing happens on, two to a session: the memory of each, and what they cost all the same. */
export async function idle(bench: Bench): Promise<Figures> {
  const { job } = bench;
  const streams = bench.size("streams");
  await practise(bench);
  const before = await settledKilobytes(job.pid);
  const open = await openAll(bench, streams);
  const after = await settledKilobytes(job.pid);
  const cpuBefore = cpuSeconds(job.pid);
  const started = performance.now();
  await delay(bench.size("seconds") * 1_000);
  const cpu = cpuSeconds(job.pid) - cpuBefore;
  const seconds = (performance.now() - started) / 1_000;
  // A stream that isn't there costs nothing: each must still bring a message.
  const alive = job.sessions.slice(0, streams / 2);
  await forEach(alive, 16, (session) => bench.post(session));
  await bench.settle();
  return {
    kilobytes: (after - before) / open.length,
    cpuPercent: (cpu / seconds) * 100,
    ...bench.faults(),
  };
}

/** What the first connections cost once for all is no part of a stream's price. */
async function practise(bench: Bench): Promise<void> {
  const open = await openAll(bench, practiceStreams);
  await delay(200);
  for (const reader of open) reader.leave();
  await delay(500);
}

async function openAll(bench: Bench, count: number): Promise<BenchReader[]> {
  const readers: BenchReader[] = [];
  const { sessions } = bench.job;
  await forEach(Array<undefined>(count).fill(undefined), 50, async (_, index) => {
    const session = sessions[Math.floor(index / 2) % sessions.length] ?? "";
    readers.push(await bench.read(session, index % 2 === 0 ? "sender" : "other"));
  });
  return readers;
}
