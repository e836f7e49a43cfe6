import {
  measureArrival,
  measureConnections,
  measureLongPoll,
  measureReach,
  measureShortPoll,
} from "./measure-answers";
import { measureBrowser } from "./measure-browser";
import { measureEventSource, measureStreamedPost } from "./measure-stream";
import type { Measurements } from "./measurements";
import { readMemory } from "./read-memory";

type Run = {
  /** A step is under way: its name in `steps`. */
  onStep: (names: readonly string[]) => void;
  onMeasured: (measured: Partial<Measurements>) => void;
  signal: AbortSignal;
};

/**
 * All steps, some ten seconds: quick ones first, and the long poll beside the streams, as the
 * chat itself has them. Ends early when the signal fires; never throws.
 */
export async function runDiagnosis({ onStep, onMeasured, signal }: Run): Promise<void> {
  const tell = (measured: Partial<Measurements>) => {
    if (!signal.aborted) onMeasured(measured);
  };
  onStep(["reach", "browser"]);
  tell({ memory: readMemory(() => localStorage, Date.now()), browser: await measureBrowser() });
  const reach = await measureReach(signal);
  tell({ reach });
  // Whatever answers isn't Deskside, or it takes no more tests: the rest would blame the network.
  if (reach.status !== 200 || signal.aborted) return;
  onStep(["headers", "way", "clock", "connections"]);
  const arrival = await measureArrival(signal);
  tell(arrival ? { arrival } : {});
  tell({ connections: await measureConnections(signal) });
  onStep(["stream", "longPoll"]);
  const held = measureLongPoll(signal).then((longPoll) => tell({ longPoll }));
  tell({ stream: await measureEventSource(signal) });
  onStep(["streamedPost", "longPoll"]);
  tell({ streamedPost: await measureStreamedPost(signal) });
  onStep(["shortPoll", "longPoll"]);
  tell({ shortPoll: await measureShortPoll(signal) });
  onStep(["longPoll"]);
  await held;
}
