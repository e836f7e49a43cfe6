import { setTimeout as delay } from "node:timers/promises";
import { type Bench, forEach, warmUp } from "../load/bench";
import type { Figures } from "../load/client";

/** A message a second in each session; its sender reads along, and another, who is timed. */
export async function latency(bench: Bench): Promise<Figures> {
  const sessions = bench.job.sessions.slice(0, bench.size("sessions"));
  await warmUp(bench);
  await forEach(sessions, 20, async (session) => {
    await bench.read(session, "sender");
    await bench.read(session, "other", "timed");
  });
  bench.beginTimes();
  await Promise.all(sessions.map((session, index) => talk(bench, session, index)));
  await bench.settle();
  const { answers, arrivals } = bench;
  return {
    answerP50: answers.quantile(0.5),
    answerP99: answers.quantile(0.99),
    readerP50: arrivals.quantile(0.5),
    readerP99: arrivals.quantile(0.99),
    messages: answers.count(),
    ...bench.faults(),
  };
}

/** The same uneven phases for every server: people don't write in turn. */
async function talk(bench: Bench, session: string, index: number): Promise<void> {
  await delay((index * index * 37) % 1_000);
  const posts: Promise<void>[] = [];
  for (let count = 0; count < bench.size("seconds"); count += 1) {
    posts.push(bench.post(session));
    await delay(1_000);
  }
  await Promise.all(posts);
}
