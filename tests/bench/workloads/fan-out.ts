import { setTimeout as delay } from "node:timers/promises";
import { type Bench, forEach, warmUp } from "../load/bench";
import type { Figures } from "../load/client";

/** One session with many readers, a few messages a second: how late the latest readers are. */
export async function fanOut(bench: Bench): Promise<Figures> {
  const session = bench.job.sessions[0] ?? "";
  await warmUp(bench);
  await forEach(Array<string>(bench.size("readers")).fill(session), 50, async (one, index) => {
    await bench.read(one, index % 2 === 0 ? "sender" : "other", "timed");
  });
  // The first messages to so many readers compile what sends them.
  await talk(bench, session, 2);
  bench.beginTimes();
  await talk(bench, session, bench.size("seconds"));
  await bench.settle();
  return {
    readerP50: bench.arrivals.quantile(0.5),
    readerP99: bench.arrivals.quantile(0.99),
    answerP99: bench.answers.quantile(0.99),
    messages: bench.answers.count(),
    ...bench.faults(),
  };
}

async function talk(bench: Bench, session: string, seconds: number): Promise<void> {
  const rate = bench.size("perSecond");
  for (let count = 0; count < seconds * rate; count += 1) {
    await Promise.all([bench.post(session), delay(1_000 / rate)]);
  }
}
