import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

const milliseconds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];

/** What is counted and timed; one registry a process. Times are milliseconds. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const histogram = (name: string, help: string) =>
    new Histogram({ name: `deskside_${name}_ms`, help, buckets: milliseconds, registers });
  const counter = (name: string, help: string) =>
    new Counter({ name: `deskside_${name}_total`, help, registers });
  const labelled = <L extends string>(name: string, help: string, label: L) =>
    new Counter({ name: `deskside_${name}_total`, help, labelNames: [label], registers });
  return {
    registry,
    acceptToCommit: histogram("accept_to_commit", "A post: from the handler to the commit"),
    commitToSocket: histogram("commit_to_socket", "A live event: from the commit to a socket"),
    socketToReceipt: histogram("socket_to_receipt", "From a socket to the browser's receipt"),
    queueLag: histogram("queue_lag", "A due effect: from its time to being carried out"),
    openReaders: new Gauge({
      name: "deskside_open_readers",
      help: "Open event streams and waiting long polls",
      labelNames: ["transport"] as const,
      registers,
    }),
    replays: counter("replays", "Streams that began with events from before"),
    logReads: counter("log_reads", "Reads of the log that memory could not answer"),
    gapFills: counter("gap_fills", "Gaps in what was heard, filled from the log"),
    lateHeads: counter("late_heads", "Events that only the regular look at the log found"),
    resets: counter("resets", "Cursors that could not be continued"),
    slowReadersCut: counter("slow_readers_cut", "Readers cut because they took nothing"),
    busy: counter("busy", "Streams refused because too many replays were waiting"),
    replayedPosts: counter("replayed_posts", "Posts that repeated a stored message"),
    voiceCalls: labelled(
      "voice_calls",
      "Calls of the language model, by how they ended",
      "outcome",
    ),
    voiceReplies: labelled("voice_replies", "Replies that might be reworded", "outcome"),
    voiceRefusals: labelled("voice_refusals", "Wordings that the guard refused", "reason"),
    voiceTokens: labelled("voice_tokens", "Tokens sent to and got from the model", "kind"),
    voiceCall: histogram("voice_call", "A call of the language model"),
    voiceHeldUp: histogram("voice_held_up", "A line: from its time to being said in its words"),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
