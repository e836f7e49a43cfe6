/** The words in which the page's connection is described; `connection-state.ts` joins them. */

/** How events reach this page: the event stream, or the long poll below it. */
export type Rung = "stream" | "poll";

/** Why the connection stays down until someone acts. */
export type StopReason = "idle" | "signed_out" | "forbidden" | "not_found";

/** What outlives a single state. */
export type Memory = {
  /** Which rung to open next. */
  rung: Rung;
  /** Attempts in a row that failed; sets the back-off. */
  failures: number;
  /** Streams in a row that gave no proof of life or died young. */
  weakStreams: number;
  /** Attempts to get back from the poll to the stream. */
  probes: number;
  /** What the browser says of its network; a hint, never proof. */
  online: boolean;
};

type Shape =
  | { kind: "stopped"; reason: StopReason }
  /** A stream is being opened; `backup`: a poll runs beside it, so that nobody waits. */
  | { kind: "connecting"; greeted: boolean; backup: boolean }
  /** The stream has proved itself: `hello` and another event came in time. */
  | { kind: "live" }
  | { kind: "waiting" }
  | { kind: "offline" }
  /** `probe`: how far a stream beside the poll has got on its way to replace it. */
  | { kind: "polling"; proven: boolean; probe: "none" | "opening" | "greeted" | "proving" };

export type ConnectionState = Memory & Shape;
export type Kind = Shape["kind"];
export type StateOf<K extends Kind> = Extract<ConnectionState, { kind: K }>;

/** `status`: 0 = unreachable, 200 = the server answers but the stream does not get through. */
export type Failed = {
  type: "failed";
  rung: Rung;
  status: number;
  retryAfterMs: number | null;
  /** Since `hello`; null when there was none. */
  livedMs: number | null;
};
export type Silence = { type: "silence"; rung: Rung; livedMs: number | null };

export type Signal =
  | { type: "start" }
  /** `hello` has come on the stream. */
  | { type: "opened" }
  /** Any other data has come. */
  | { type: "eventBeat"; rung: Rung }
  | Silence
  | Failed
  /** Another request got through, e.g. a post: the server is back. */
  | { type: "reached" }
  | { type: "online" | "offline" | "visible" | "hidden" | "pageshow" | "timer" | "stop" };

export type Command =
  /** Replaces what is open on that rung. */
  | { type: "open"; rung: Rung }
  | { type: "close"; rung: Rung }
  /** These end in the signal `timer`, unless another state is entered first. */
  | { type: "retryIn"; failures: number; retryAfterMs: number | null }
  | { type: "probeIn"; probes: number; retryAfterMs: number | null }
  | { type: "promoteIn" }
  | { type: "catchUp" };

export type Step = { state: ConnectionState; commands: Command[] };
