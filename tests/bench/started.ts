import process from "node:process";

type Stop = () => Promise<unknown>;

const stops = new Set<Stop>();
let stopped = false;

/**
 * Notes what has to be stopped when the bench ends, in whatever way; returns the stop.
 * Throws, and stops it at once, when the bench is ending already.
 */
export function started(stop: Stop): Stop {
  const once = async (): Promise<void> => {
    if (stops.delete(once)) await stop();
  };
  stops.add(once);
  if (stopped) {
    void once();
    throw new Error("Stopped.");
  }
  return once;
}

/** Stops all that still runs, the newest first; nothing can be started any more. */
export async function stopEverything(): Promise<void> {
  stopped = true;
  for (const stop of [...stops].reverse()) {
    await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  }
}

export const isStopped = (): boolean => stopped;
