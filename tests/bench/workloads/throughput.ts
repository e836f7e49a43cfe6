import { performance } from "node:perf_hooks";
import { type Bench, forEach, inTurn, repeat, warmUp } from "../load/bench";
import type { Figures } from "../load/client";
import { cpuSeconds } from "../load/server-process";

/** Senders that post as fast as they are answered, over so many sessions, each with readers. */
export async function throughput(bench: Bench): Promise<Figures> {
  const { job } = bench;
  const sessions = job.sessions.slice(0, bench.size("sessions"));
  const readers = sessions.flatMap((session) =>
    Array.from({ length: bench.size("readers") }, () => session),
  );
  await forEach(readers, 50, async (session) => {
    await bench.read(session, "other", "timed");
  });
  const post = inTurn(bench, sessions);
  await warmUp(bench, bench.size("senders"), bench.size("warmUp"));
  bench.beginTimes();
  const cpuBefore = cpuSeconds(job.pid);
  const started = performance.now();
  const messages = await repeat(bench.size("senders"), bench.size("seconds"), post);
  const seconds = (performance.now() - started) / 1_000;
  const cpu = cpuSeconds(job.pid) - cpuBefore;
  await bench.settle();
  return {
    perSecond: messages / seconds,
    cpuMicroseconds: (cpu / messages) * 1_000_000,
    serverCpuPercent: (cpu / seconds) * 100,
    readerP50: bench.arrivals.quantile(0.5),
    readerP99: bench.arrivals.quantile(0.99),
    messages,
    ...bench.faults(),
  };
}
