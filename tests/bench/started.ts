type Stop = () => Promise<unknown>;

const stops = new Set<Stop>();

/** Notes what has to be stopped when the bench ends, in whatever way; returns the stop. */
export function started(stop: Stop): Stop {
  const once = async (): Promise<void> => {
    if (stops.delete(once)) await stop();
  };
  stops.add(once);
  return once;
}

/** Stops all that still runs, the newest first. */
export async function stopEverything(): Promise<void> {
  for (const stop of [...stops].reverse()) {
    await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  }
}
