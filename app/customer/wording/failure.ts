/** How an attempt to get words ended; the names that /metrics counts under. */
export const voiceFailures = [
  "timeout",
  "rate_limited",
  "server_error",
  "refused_request",
  "bad_answer",
  "unreachable",
  "busy",
  "circuit_open",
] as const;
export type VoiceFailureKind = (typeof voiceFailures)[number];

/** Trying again at once is of use, and no burden to a provider in trouble. */
const worthASecondTry: readonly VoiceFailureKind[] = ["server_error", "bad_answer", "unreachable"];

/** Holds no text of a conversation and no key: it may be logged. */
export class VoiceFailure extends Error {
  override name = "VoiceFailure";
  constructor(
    readonly kind: VoiceFailureKind,
    /** What the attempt will have cost all the same. */
    readonly tokens = 0,
  ) {
    super(`the language model: ${kind}`);
  }

  get mayTryAgain(): boolean {
    return worthASecondTry.includes(this.kind);
  }
}
