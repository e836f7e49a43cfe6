/** What the test stream sends, known to both sides. It looks like a conversation's stream. */
export const defaultTicks = 7;
export const tickEveryMs = 500;

export type TestEvent =
  | { type: "hello"; data: { lastEventId: string | null; ticks: number; everyMs: number } }
  /** `sentMs`: on the server's clock, since the stream began. */
  | { type: "tick"; data: { n: number; sentMs: number } }
  | { type: "end"; data: { sentMs: number } };
