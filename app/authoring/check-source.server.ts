import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { Problem } from "~/scenarios/problem";
import { findExcess } from "~/scenarios/yaml-limits";
import { type Checked, checkSteps } from "./check-scenario";
import { isReadable } from "./probe-yaml.server";

/** Milliseconds of work that a check may take; an honest one needs some hundred. */
const mostWorkMs = 10_000;
const known = new LRUCache<string, Checked>({ max: 30 });

type Limits = {
  isReadable(text: string): Promise<boolean>;
  mostWorkMs: number;
};

/** What `checkScenario` finds, in slices between which the server serves; a text is checked once. */
export async function checkSource(
  source: string,
  limits: Limits = { isReadable, mostWorkMs },
): Promise<Checked> {
  const key = createHash("sha256").update(source).digest("hex");
  const before = known.get(key);
  if (before) return before;
  const checked = await check(source, limits);
  if (checked === null) return refuse(wholeFile(tooLong));
  known.set(key, checked);
  return checked;
}

/** That may have been the machine's fault, so the same text is tried again the next time. */
const tooLong =
  "takes too long to read, or to play its own transcripts; if it never did before, try again";

/** Null when there was no time for it. */
async function check(source: string, { isReadable, mostWorkMs }: Limits): Promise<Checked | null> {
  const excess = findExcess(source);
  if (excess !== null) return refuse(excess);
  if (!(await isReadable(source))) return null;
  const steps = checkSteps(source);
  let worked = 0;
  for (;;) {
    const began = performance.now();
    const { done, value } = steps.next();
    worked += performance.now() - began;
    if (done) return value;
    if (worked > mostWorkMs) return null;
    await setImmediate();
  }
}

function refuse(problem: Problem): Checked {
  return { scenario: null, problems: [problem] };
}

function wholeFile(reason: string): Problem {
  return { line: 1, column: 1, path: "", reason };
}
