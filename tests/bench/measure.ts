import { fork } from "node:child_process";
import { stopChild } from "./child";
import type { Figures, Job } from "./load/client";
import { startSessions } from "./load/deskside-client";
import type { Target } from "./options";
import type { Measure } from "./plan";
import { type Lab, startServer } from "./servers";
import { started } from "./started";

type Answer = { figures?: Figures; error?: string };

/** Starts as many sessions in the app as any measurement wants; the peers' have names. */
export async function prepareSessions(lab: Lab, count: number): Promise<string[]> {
  const server = await startServer({ ...lab, profiles: "" }, "deskside-api");
  try {
    return await startSessions(server.url, count);
  } finally {
    await server.stop();
  }
}

/** One measurement on a fresh server by a fresh load generator. */
export async function measureOnce(
  lab: Lab,
  { workload, size, sessions }: Measure,
  target: Target,
  desksideSessions: readonly string[],
): Promise<Figures> {
  const ofPeers = Array.from({ length: sessions }, (_, index) => `s${String(index)}`);
  const ours = target.startsWith("deskside");
  const server = await startServer(lab, target);
  try {
    const { url, pid } = server;
    const ids = ours ? desksideSessions.slice(0, sessions) : ofPeers;
    return await generateLoad(lab, { workload, target, url, pid, sessions: ids, size });
  } finally {
    await server.stop();
  }
}

async function generateLoad({ programs }: Lab, job: Job): Promise<Figures> {
  const child = fork(programs.load, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const stop = started(() => stopChild(child));
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      child.once("message", resolve).once("error", reject);
      child.once("close", (code) => {
        reject(new Error(`the load generator ended (${String(code)})`));
      });
      child.send(job);
    });
    if (!answer.figures) throw new Error(answer.error ?? "the load generator said nothing");
    return answer.figures;
  } finally {
    await stop();
  }
}
