import type { Random } from "~/lib/backoff";
import { createPollTransport, type PollDeps } from "./poll-loop";
import type { Transport } from "./transport";

const shortestPauseMs = 1_000;
const longestPauseMs = 2_000;
const stepMs = 100;

/** For networks that cut or hold requests which wait. Slower while nothing happens; never in step with others. */
export function createShortPollTransport(deps: PollDeps & { random: Random }): Transport {
  return createPollTransport(deps, () => {
    let baseMs = shortestPauseMs;
    return (asked) => {
      baseMs = asked?.broughtNews ? shortestPauseMs : Math.min(baseMs + stepMs, longestPauseMs);
      return { waitSeconds: 0, pauseMs: asked ? baseMs * (0.8 + 0.4 * deps.random()) : 0 };
    };
  });
}
