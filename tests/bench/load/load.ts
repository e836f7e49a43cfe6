// The load generator: a process of its own that takes one job, measures, answers and ends.
import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { fanOut } from "../workloads/fan-out";
import { idle } from "../workloads/idle";
import { latency } from "../workloads/latency";
import { pageWeight } from "../workloads/page-weight";
import { reconnect } from "../workloads/reconnect";
import { throughput } from "../workloads/throughput";
import { type Bench, createBench } from "./bench";
import type { Client, Figures, Job } from "./client";
import { createDesksideClient } from "./deskside-client";
import { createFloorClient } from "./floor-client";
import { waitedSeconds } from "./server-process";
import { createSocketioClient } from "./socketio-client";

const workloads: Record<string, (bench: Bench) => Promise<Figures>> = {
  latency,
  throughput,
  hot: throughput,
  "fan-out": fanOut,
  idle,
  reconnect,
  page: pageWeight,
};

function createClient({ target, url }: Job, tag: string): Promise<Client> {
  switch (target) {
    case "deskside-api":
      return createDesksideClient("api", url, tag);
    case "deskside-action":
      return createDesksideClient("action", url, tag);
    case "socketio":
      return createSocketioClient(url, tag);
    case "floor":
      return createFloorClient(url, tag);
  }
}

async function measure(job: Job): Promise<Figures> {
  const workload = workloads[job.workload];
  if (!workload) throw new Error(`no workload is named ${job.workload}`);
  const client = await createClient(job, randomBytes(4).toString("hex"));
  const waitedBefore = waitedSeconds(job.pid);
  const started = performance.now();
  const figures = await workload(createBench(job, client));
  const waited = waitedSeconds(job.pid) - waitedBefore;
  return { ...figures, waitedPercent: (waited / (performance.now() - started)) * 100_000 };
}

process.once("disconnect", () => process.exit(1));
process.once("message", (job) => {
  measure(job as Job).then(
    (figures) => process.send?.({ figures }, () => process.exit(0)),
    (error: unknown) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ error: reason }, () => process.exit(1));
    },
  );
});
