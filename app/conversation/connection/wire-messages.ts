import type { Closed, Frame } from "./transport";

/** What a tab wants to hear: one session by one rung, from its cursor on. `n` is new at every start. */
export type Want = { n: number; rung: string; session: string; cursor: string };

/**
 * What the tabs of one browser tell each other; `by` names the tab that says it. A message may
 * get lost: each says all there is to say, and is said again.
 */
export type WireMessage = { by: string } & WireBody;
export type WireBody =
  | { type: "want"; want: Want[] }
  /** From here on this tab keeps the wires. */
  | { type: "lead" }
  /** The leader's answer to `want`; what it can't serve is refused, by `n`. */
  | { type: "served"; to: string; refused: number[] }
  /** `cursor`: where the session has got to with them; `to`: for this tab alone. */
  | { type: "frames"; rung: string; session: string; frames: Frame[]; cursor: string; to?: string }
  /** The wire has failed, or only this session on it. */
  | { type: "closed"; rung: string; why: Closed; session?: string };
