import { type Asked, createPollTransport, type Pace, type PollDeps } from "./poll-loop";
import type { Transport } from "./transport";

/** Under the 25 s after which many proxies give a request up. */
export const pollWaitSeconds = 20;
const firstWaitSeconds = 3;

/** Between two answers that brought nothing, if the server or a cache didn't wait. */
const pauseMs = 1_000;

/**
 * The first request does not wait, so that it tells at once whether this way is
 * open, and the next only shortly: where waiting isn't allowed that shows soon.
 */
export function createLongPollTransport(deps: PollDeps): Transport {
  return createPollTransport(deps, () => pace);
}

const pace: Pace = (asked) => ({
  pauseMs: asked && wasTooSoon(asked) ? pauseMs : 0,
  waitSeconds: asked
    ? Math.min(Math.max(firstWaitSeconds, asked.waitSeconds * 2), pollWaitSeconds)
    : 0,
});

function wasTooSoon({ waitSeconds, tookMs, broughtNews }: NonNullable<Asked>): boolean {
  return waitSeconds > 0 && !broughtNews && tookMs < pauseMs;
}
