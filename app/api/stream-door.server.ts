import type { Viewer } from "~/accounts/user";
import { streamHeaders } from "~/conversation/stream/stream-answer.server";
import { AppError } from "~/errors";
import type { Services } from "~/services.server";
import { type Answer, type ApiCall, begin } from "./api-call.server";

const longestWaitSeconds = 25;

/** Lets one more stream of this user in, and writes its head before `open` goes on with it. */
export async function admitStream(
  services: Services,
  viewer: Viewer,
  call: ApiCall,
  open: () => void,
): Promise<Answer | null> {
  const { res } = call;
  if (call.method === "HEAD") return Promise.resolve({ status: 200, headers: streamHeaders });
  refuseWhenBusy(services);
  const leave = services.limits.enterStream(viewer.id);
  res.on("close", leave);
  if (res.closed) leave();
  else {
    begin(call, 200, streamHeaders);
    open();
  }
  return Promise.resolve(null);
}

export function refuseWhenBusy({ hub, metrics }: Services): void {
  if (!hub.isBusy()) return;
  metrics.busy.inc();
  throw new AppError("unavailable", "Come back in a moment.", {}, spreadSeconds());
}

/** Whoever is sent away comes back at a time of their own. */
function spreadSeconds(): number {
  return 1 + Math.floor(Math.random() * 5);
}

export function waitMsOf(seconds: number): number {
  return Math.min(seconds, longestWaitSeconds) * 1_000;
}

/** Fires when nobody waits for the answer any more. */
export function goneSignal({ res }: ApiCall): AbortSignal {
  const gone = new AbortController();
  res.on("close", () => {
    gone.abort();
  });
  if (res.closed) gone.abort();
  return gone.signal;
}
