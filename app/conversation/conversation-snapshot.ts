import type { Transcript } from "./transcript";

/** A transcript and the cursor from which a stream continues it without a hole. */
export type ConversationSnapshot = {
  transcript: Transcript;
  cursor: string;
  /** True when the window of messages does not reach the head. */
  hasLater: boolean;
};
