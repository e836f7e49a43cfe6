import type { Job } from "./load/client";

/** One row group of the report: a workload with its sizes, on these targets. */
export type Measure = {
  name: string;
  workload: string;
  title: string;
  size: Record<string, number>;
  sessions: number;
  targets: readonly Job["target"][];
  /** Streams at once, for the limit on open files. */
  streams: number;
};

const everyone = ["deskside-api", "deskside-action", "socketio", "floor"] as const;
/** Where the readers are measured, the door that the sender took makes no difference. */
const oneDoor = ["deskside-api", "socketio", "floor"] as const;

/** What is measured; the full run takes longer samples and has ten thousand streams. */
export function measures(full: boolean): readonly Measure[] {
  const short = (seconds: number): number => (full ? seconds * 3 : seconds);
  return [
    {
      name: "latency",
      workload: "latency",
      title: "50 sessions × 1 message/s",
      size: { sessions: 50, seconds: short(5) },
      sessions: 50,
      targets: everyone,
      streams: 100,
    },
    {
      name: "throughput",
      workload: "throughput",
      title: "64 senders over 200 sessions",
      size: { sessions: 200, readers: 1, senders: 64, warmUp: 3_000, seconds: short(4) },
      sessions: 200,
      targets: everyone,
      streams: 200,
    },
    {
      name: "hot",
      workload: "hot",
      title: "64 senders on one session, 8 readers",
      size: { sessions: 1, readers: 8, senders: 64, warmUp: 1_000, seconds: short(2) },
      sessions: 1,
      targets: everyone,
      streams: 8,
    },
    {
      name: "fan-out",
      workload: "fan-out",
      title: "one session, 500 readers, 10 messages/s",
      size: { readers: 500, perSecond: 10, seconds: short(4) },
      sessions: 1,
      targets: oneDoor,
      streams: 500,
    },
    idle(2_000),
    ...(full ? [idle(10_000)] : []),
    {
      name: "reconnect",
      workload: "reconnect",
      title: "1,000 readers cut at once",
      size: { readers: 1_000, sessions: 50, missed: 3 },
      sessions: 50,
      targets: oneDoor,
      streams: 1_000,
    },
    {
      name: "page",
      workload: "page",
      title: "the chat page in a new browser",
      size: {},
      sessions: 1,
      targets: ["deskside-action"],
      streams: 0,
    },
  ];
}

/** Two or more of each server's heartbeats, and of Socket.IO's pings every 25 s at least one. */
const idleSeconds = 30;

function idle(streams: number): Measure {
  return {
    name: `idle-${String(streams)}`,
    workload: "idle",
    title: `${streams.toLocaleString("en")} idle streams`,
    size: { streams, seconds: idleSeconds },
    sessions: streams / 2,
    targets: oneDoor,
    streams,
  };
}
