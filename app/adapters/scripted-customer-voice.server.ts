import type { CustomerVoice } from "~/ports/customer-voice";

/** Says every line as it was written. */
export function createScriptedCustomerVoice(): CustomerVoice {
  return {
    patienceMs: 0,
    tokensPerSession: 0,
    word: ({ lines }) => Promise.resolve({ lines: [...lines], tokens: 0 }),
  };
}
