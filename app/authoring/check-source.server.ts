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

/** What `checkScenario` finds, in slices between which the server serves; a text is checked once. */
export async function checkSource(source: string): Promise<Checked> {
  const key = createHash("sha256").update(source).digest("hex");
  const before = known.get(key);
  if (before) return before;
  const checked = await check(source);
  known.set(key, checked);
  return checked;
}

async function check(source: string): Promise<Checked> {
  const excess = findExcess(source);
  if (excess !== null) return refuse(excess);
  if (!(await isReadable(source))) return refuse(wholeFile("takes too long to read"));
  const steps = checkSteps(source);
  let worked = 0;
  for (;;) {
    const began = performance.now();
    const { done, value } = steps.next();
    worked += performance.now() - began;
    if (done) return value;
    if (worked > mostWorkMs) return refuse(wholeFile("takes too long to play its own transcripts"));
    await setImmediate();
  }
}

function refuse(problem: Problem): Checked {
  return { scenario: null, problems: [problem] };
}

function wholeFile(reason: string): Problem {
  return { line: 1, column: 1, path: "", reason };
}
