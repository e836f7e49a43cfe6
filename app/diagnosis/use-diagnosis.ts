import { useCallback, useEffect, useState } from "react";
import type { Measurements } from "./measurements";
import { runDiagnosis } from "./run-diagnosis";

export type Diagnosis = {
  /** `unscripted`: on the server, and for as long as no script runs. */
  state: "unscripted" | "running" | "done";
  measured: Measurements;
  /** The steps under way. */
  running: readonly string[];
  /** When the test was done, ISO 8601. */
  doneAt: string | null;
};

const unscripted: Diagnosis = { state: "unscripted", measured: {}, running: [], doneAt: null };
const begun: Diagnosis = { ...unscripted, state: "running" };

/** Tests as soon as the page is alive, and again when asked to. */
export function useDiagnosis(): Diagnosis & { restart: () => void } {
  const [diagnosis, setDiagnosis] = useState(unscripted);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    void run(controller.signal, setDiagnosis);
    return () => controller.abort();
  }, [round]);
  const restart = useCallback(() => setRound((before) => before + 1), []);
  return { ...diagnosis, restart };
}

type Change = (change: (before: Diagnosis) => Diagnosis) => void;

async function run(signal: AbortSignal, change: Change): Promise<void> {
  change(() => begun);
  await runDiagnosis({
    signal,
    onStep: (running) => change((before) => (signal.aborted ? before : { ...before, running })),
    onMeasured: (measured) =>
      change((before) => ({ ...before, measured: { ...before.measured, ...measured } })),
  });
  if (signal.aborted) return;
  const doneAt = new Date().toISOString();
  change((before) => ({ ...before, state: "done", running: [], doneAt }));
}
