/** The words in which the page's connection is described; `connection-state.ts` joins them. */

import type { PollRung, Rung, StreamRung } from "./ladder";

/** Why the connection stays down until someone acts. */
export type StopReason = "idle" | "signed_out" | "forbidden" | "not_found";

/**
 * How far an open rung has proved itself. A stream is `opened` by its `hello` and
 * `proven` by the event after it; a poll is `opened` by its first answer, which
 * doesn't wait, and `proven` by the next.
 */
export type Stage = "opening" | "opened" | "proven";

/** What outlives a single state. */
export type Memory = {
  /** Which stream to open next; null where none gets through, so that a poll has to do. */
  stream: StreamRung | null;
  /** Which poll to run where one is needed. */
  poll: PollRung;
  /** Attempts in a row that failed; sets the back-off. */
  failures: number;
  /** What speaks against `stream`: lives in a row that were silent or short. */
  strikes: number;
  /** Long polls in a row that were cut while they waited. */
  cuts: number;
  /** Attempts to get back up from a poll. */
  probes: number;
  /** What the browser says of its network; a hint, never proof. */
  online: boolean;
};

type Shape =
  | { kind: "stopped"; reason: StopReason }
  /** Nobody has looked at the page for long, or the browser froze it: nothing is open. */
  | { kind: "asleep" }
  /** A stream is being opened; `backup`: how far the poll beside it is, null while there is none. */
  | { kind: "connecting"; stream: StreamRung; stage: Stage; backup: Stage | null }
  | { kind: "live"; stream: StreamRung }
  | { kind: "waiting" }
  | { kind: "offline" }
  /** `probe`: a rung above, opened beside the poll to replace it. */
  | { kind: "polling"; stage: Stage; probe: { rung: Rung; stage: Stage } | null };

export type ConnectionState = Memory & Shape;
export type Kind = Shape["kind"];
export type StateOf<K extends Kind> = Extract<ConnectionState, { kind: K }>;

/** `status`: 0 = unreachable, 200 = the server answers but this rung does not get through. */
export type Failed = {
  type: "failed";
  rung: Rung;
  status: number;
  retryAfterMs: number | null;
  /** Since it was opened; null when it never was. */
  livedMs: number | null;
};
export type Silence = { type: "silence"; rung: Rung; livedMs: number | null };
export type Proof = { type: "opened" | "eventBeat"; rung: Rung };

export type Signal =
  /** `rung`: what worked on this network a while ago, if that is remembered. */
  | { type: "start"; rung?: Rung | null }
  /** `opened`: the first sign of life of a rung; `eventBeat`: any after it. */
  | Proof
  | Silence
  | Failed
  /** Another request got through, e.g. a post: the server is back. */
  | { type: "reached" }
  /** Hidden for long, or about to be frozen. */
  | { type: "sleep" }
  | { type: "online" | "offline" | "visible" | "hidden" | "pageshow" | "timer" | "stop" };

export type Command =
  /** Replaces what is open on that rung. */
  | { type: "open"; rung: Rung }
  | { type: "close"; rung: Rung }
  /** These end in the signal `timer`, unless another state is entered first. */
  | { type: "backupIn" }
  | { type: "retryIn"; failures: number; retryAfterMs: number | null }
  | { type: "probeIn"; probes: number; retryAfterMs: number | null }
  | { type: "promoteIn" }
  | { type: "catchUp" };

export type Step = { state: ConnectionState; commands: Command[] };
