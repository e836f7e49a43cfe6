import type { ServerResponse } from "node:http";
import { encodeSse, encodeSseComment } from "~/conversation/stream/sse";
import { createStreamWriter } from "~/conversation/stream/stream-writer.server";
import { defaultTicks, type TestEvent, tickEveryMs } from "./test-stream";

/** As much as a conversation's stream sends ahead: the test has to meet the same networks. */
const padding = encodeSseComment(" ".repeat(2_048));

/** Goes on with an answer whose head is written: `hello` and the first tick at once, then one by one. */
export function openTestStream(
  res: ServerResponse,
  { lastEventId, ticks = defaultTicks }: { lastEventId: string | null; ticks?: number | undefined },
): void {
  const startedAt = performance.now();
  const sentMs = (): number => Math.round(performance.now() - startedAt);
  const writer = createStreamWriter(res, { onFree: () => undefined, onCut: () => undefined });
  const say = (event: TestEvent, id: string): void => writer.write(encodeSse({ ...event, id }));
  let n = 0;
  const tick = (): void => say({ type: "tick", data: { n, sentMs: sentMs() } }, `test:${(n += 1)}`);
  const timer = setInterval(() => {
    if (n < ticks) {
      tick();
      return;
    }
    clearInterval(timer);
    say({ type: "end", data: { sentMs: sentMs() } }, `test:${String(n)}`);
    res.end();
  }, tickEveryMs);
  res.on("close", () => {
    clearInterval(timer);
  });
  writer.write(`${padding}retry: 3000\n\n`);
  say({ type: "hello", data: { lastEventId, ticks, everyMs: tickEveryMs } }, "test:0");
  tick();
}
