import type { WordingBrief } from "~/customer/wording/brief";
import type { Refusal } from "~/customer/wording/refusal";

export type Worded = {
  /** One text for each line of the brief, as it came; the guard has not seen it yet. */
  lines: string[];
  /** What it cost, as the provider says, else as estimated. */
  tokens: number;
};

/**
 * Chooses the words of lines that are decided already. It never decides what is said, and
 * may fail at any time: then the lines are said as they were scripted.
 */
export type CustomerVoice = {
  /** How long a reply may wait for its words, both attempts together; 0: it never does. */
  readonly patienceMs: number;
  /** A session that has cost this many tokens goes on as scripted. */
  readonly tokensPerSession: number;
  /**
   * One attempt; `refused` says what was wrong with the one before. Throws a VoiceFailure,
   * which holds neither text nor key.
   */
  word(
    brief: WordingBrief,
    options: { signal: AbortSignal; refused?: Refusal | undefined },
  ): Promise<Worded>;
};
